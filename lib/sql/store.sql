-- name: begin
BEGIN IMMEDIATE;
-- name: commit
COMMIT;
-- name: rollback
ROLLBACK;
-- name: schema_objects
SELECT type || ' ' || name || ' ' || coalesce(sql, '')
FROM sqlite_schema ORDER BY type, name /* scan */;
-- name: data_version
PRAGMA data_version;
-- name: integrity_check
PRAGMA integrity_check(20);
-- name: feed_table
CREATE TABLE feed(c1, c2, c3, c4, c5, c6, c7);
