INSERT INTO audit_log (logged_at, identity_name, action_name, subject, detail, node, address)
VALUES (@at, @identity, @action, @subject, @detail, @node, @address)
