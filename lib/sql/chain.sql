-- name: store_get
SELECT store_id, drop_pk, recovery_sign, recovery_box FROM store WHERE id = 1;
-- name: store_insert
INSERT OR FAIL INTO store(
	id, op, store_id, drop_pk, recovery_sign, recovery_box)
SELECT c1, c2, c3, c4, c5, c6 FROM feed;
-- name: store_scan
SELECT id, op, store_id, drop_pk, recovery_sign, recovery_box
FROM store
WHERE id >= coalesce(?1, -9223372036854775808) ORDER BY id /* scan */;

-- What names a first row (?1) begins there, and otherwise with the first.
-- name: op_head
SELECT id, hash FROM op ORDER BY id DESC LIMIT 1;
-- name: op_insert
INSERT INTO op(id, prev, at, by, payload, rows, hash, sig)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);
-- name: op_scan
SELECT id, prev, at, by, payload, rows, hash, sig FROM op
WHERE id >= coalesce(?1, -9223372036854775808) ORDER BY id /* scan */;
-- name: op_count
SELECT count(*) FROM op /* scan */;
-- name: op_get
SELECT id, prev, at, by, payload, rows, hash, sig FROM op WHERE id = ?1;

-- name: staff_insert
INSERT OR FAIL INTO staff(id, op, member, handle, sign_pk, box_pk, facts)
SELECT c1, c2, c3, c4, c5, c6, c7 FROM feed;
-- name: staff_scan
SELECT id, op, member, handle, sign_pk, box_pk, facts
FROM staff
WHERE id >= coalesce(?1, -9223372036854775808) ORDER BY id /* scan */;
-- name: staff_live
SELECT id, op, member, handle, sign_pk, box_pk, facts
FROM staff WHERE op NOT IN (SELECT id FROM undone) ORDER BY id /* scan */;
-- name: staff_max
SELECT coalesce(max(id), 0) FROM staff;

-- name: staff_newest_key
SELECT sign_pk FROM staff
WHERE member = ?1 AND op NOT IN (SELECT id FROM undone)
ORDER BY id DESC LIMIT 1 /* scan */;

-- name: slot_insert
INSERT OR FAIL INTO slot(id, op, member, kind, generation, sealed)
SELECT c1, c2, c3, c4, c5, c6 FROM feed;
-- name: slot_scan
SELECT id, op, member, kind, generation, sealed FROM slot
WHERE id >= coalesce(?1, -9223372036854775808) ORDER BY id /* scan */;
-- name: slot_live
SELECT id, op, member, kind, generation, sealed
FROM slot WHERE op NOT IN (SELECT id FROM undone) ORDER BY id /* scan */;
-- name: slot_max
SELECT coalesce(max(id), 0) FROM slot;

-- name: setting_insert
INSERT OR FAIL INTO setting(id, op, facts)
SELECT c1, c2, c3 FROM feed;
-- name: setting_scan
SELECT id, op, facts FROM setting
WHERE id >= coalesce(?1, -9223372036854775808) ORDER BY id /* scan */;
-- name: setting_live
SELECT id, op, facts FROM setting
WHERE op NOT IN (SELECT id FROM undone) ORDER BY id /* scan */;
-- name: setting_max
SELECT coalesce(max(id), 0) FROM setting;
-- name: store_max
SELECT coalesce(max(id), 0) FROM store;
-- name: slot_of
SELECT kind, generation, sealed FROM slot
WHERE member = ?1 AND op NOT IN (SELECT id FROM undone) /* scan */;
-- name: slot_pairs
SELECT generation, sealed FROM slot
WHERE member = ?1 AND kind = 'pair' AND generation = coalesce(?2, generation)
AND op NOT IN (SELECT id FROM undone)
ORDER BY generation, id DESC /* scan */;
-- name: document_ops
SELECT DISTINCT op FROM document WHERE case_id = ?1 ORDER BY op;

-- name: undo_insert
INSERT OR FAIL INTO undo(id, op, undone) SELECT c1, c2, c3 FROM feed;
-- name: undo_scan
SELECT id, op, undone FROM undo
WHERE id >= coalesce(?1, -9223372036854775808) ORDER BY id /* scan */;
-- name: undo_live
SELECT id, op, undone FROM undo
WHERE op NOT IN (SELECT id FROM undone) ORDER BY id /* scan */;
-- name: undo_max
SELECT coalesce(max(id), 0) FROM undo;
-- name: undone_get
SELECT by FROM undone WHERE id = ?1;
-- name: undone_scan
SELECT id, by FROM undone ORDER BY id /* scan */;
-- name: undone_put
INSERT INTO undone(id, by) VALUES (?1, ?2);
-- name: undone_clear
DELETE FROM undone;
-- name: op_undoable
SELECT id FROM op WHERE id > 1 AND rows <> ''
    AND id NOT IN (SELECT id FROM undone) AND id NOT IN (SELECT op FROM undo)
ORDER BY id DESC LIMIT 1 /* scan */;
