-- name: entry_insert
INSERT OR FAIL INTO entry(id, op, entry, kind, step, facts, person)
SELECT c1, c2, c3, c4, c5, c6, c7 FROM feed;
-- name: entry_scan
SELECT id, op, entry, kind, step, facts, person FROM entry
WHERE id >= coalesce(?1, -9223372036854775808) ORDER BY id /* scan */;
-- name: entry_live
SELECT id, op, entry, kind, step, facts, person FROM entry
WHERE op NOT IN (SELECT id FROM undone) ORDER BY id /* scan */;
-- name: entry_max
SELECT coalesce(max(id), 0) FROM entry;
-- name: entry_get
SELECT id, op, entry, kind, step, facts, person FROM entry
WHERE id = ?1 AND op NOT IN (SELECT id FROM undone);
-- name: entry_of
SELECT e.id, e.op, e.entry, e.kind, e.step, e.facts, e.person,
    coalesce(op.at, 0), coalesce(op.by, '')
FROM entry AS e LEFT JOIN op ON op.id = e.op
WHERE e.entry = ?1 AND e.op NOT IN (SELECT id FROM undone) ORDER BY e.id;
-- name: entry_of_kind
SELECT id, op, entry, kind, step, facts, person FROM entry
WHERE kind = ?1 AND op NOT IN (SELECT id FROM undone) ORDER BY id;
-- name: entry_times
SELECT id, op, entry, kind, step, facts FROM entry
WHERE kind = ?1 AND step <> 3 AND op NOT IN (SELECT id FROM undone)
ORDER BY step, id;
-- name: entry_bounds
SELECT id, op, entry, kind, step, facts, person FROM entry
WHERE kind = ?1 AND step IN (1, 3) AND op NOT IN (SELECT id FROM undone)
ORDER BY id;
-- name: entry_ids
SELECT DISTINCT entry FROM entry
WHERE op NOT IN (SELECT id FROM undone) ORDER BY entry /* scan */;
-- name: entry_time_put
INSERT OR REPLACE INTO entry_time(id, kind, facts)
SELECT ?1, kind, ?2 FROM entry
WHERE id = ?1 AND op NOT IN (SELECT id FROM undone);
-- name: entry_time_of_kind
SELECT id, facts FROM entry_time WHERE kind = ?1 ORDER BY id /* scan */;
-- name: entry_time_scan
SELECT id, facts, kind FROM entry_time ORDER BY id /* scan */;
-- name: entry_time_missing
SELECT id FROM entry WHERE id = entry AND op NOT IN (SELECT id FROM undone)
    AND id NOT IN (SELECT id FROM entry_time) ORDER BY id /* scan */;
-- name: entry_time_delete
DELETE FROM entry_time WHERE id = ?1;
-- name: entry_time_clear
DELETE FROM entry_time;
-- name: pair_insert
INSERT OR FAIL INTO pair(id, op, entry, sealed)
SELECT c1, c2, c3, c4 FROM feed;
-- name: pair_scan
SELECT id, op, entry, sealed FROM pair
WHERE id >= coalesce(?1, -9223372036854775808) ORDER BY id /* scan */;
-- name: pair_live
SELECT id, op, entry, sealed FROM pair
WHERE op NOT IN (SELECT id FROM undone) ORDER BY id /* scan */;
-- name: pair_max
SELECT coalesce(max(id), 0) FROM pair;
-- name: pair_of
SELECT p.id, p.op, p.entry, p.sealed, op.at, op.by
FROM pair AS p JOIN op ON op.id = p.op
WHERE p.entry = ?1 AND p.op NOT IN (SELECT id FROM undone) ORDER BY p.id;
-- name: pair_entries
SELECT DISTINCT entry FROM pair
WHERE op NOT IN (SELECT id FROM undone) ORDER BY entry /* scan */;
-- name: observation_insert
INSERT OR FAIL INTO observation(id, op, facts) SELECT c1, c2, c3 FROM feed;
-- name: observation_scan
SELECT id, op, facts FROM observation
WHERE id >= coalesce(?1, -9223372036854775808) ORDER BY id /* scan */;
-- name: observation_live
SELECT id, op, facts FROM observation
WHERE op NOT IN (SELECT id FROM undone) ORDER BY id /* scan */;
-- name: observation_max
SELECT coalesce(max(id), 0) FROM observation;
-- name: observation_get
SELECT id, op, facts FROM observation
WHERE id = ?1 AND op NOT IN (SELECT id FROM undone);
