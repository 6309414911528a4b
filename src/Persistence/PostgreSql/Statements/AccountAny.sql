SELECT count(*) FROM (SELECT id FROM account WHERE id = (SELECT min(id) FROM account)) AS first_account
