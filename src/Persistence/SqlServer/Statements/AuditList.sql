SELECT TOP (@take) id, logged_at, identity_name, action_name, subject, detail, node, address
FROM audit_log
WHERE id < @before
ORDER BY id DESC
