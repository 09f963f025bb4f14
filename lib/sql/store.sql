-- name: begin
BEGIN IMMEDIATE;
-- name: commit
COMMIT;
-- name: rollback
ROLLBACK;
-- name: schema_objects
SELECT type || ' ' || name || ' ' || coalesce(sql, '')
FROM sqlite_schema ORDER BY type, name /* scan */;
-- name: integrity_check
PRAGMA integrity_check(20);
