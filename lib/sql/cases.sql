-- name: document_insert
INSERT OR FAIL INTO document(id, op, case_id, recorded_at, by, facts, person)
SELECT c1, c2, c3, c4, c5, c6, c7 FROM feed;
-- name: document_scan
SELECT id, op, case_id, recorded_at, by, facts, person
FROM document
WHERE id >= coalesce(?1, -9223372036854775808) ORDER BY id /* scan */;
-- name: document_live
SELECT id, op, case_id, recorded_at, by, facts, person
FROM document WHERE op NOT IN (SELECT id FROM undone)
ORDER BY id /* scan */;
-- name: document_max
SELECT coalesce(max(id), 0) FROM document;
-- name: document_of_case
SELECT id, op, case_id, recorded_at, by, facts, person
FROM document
WHERE case_id = ?1 AND op NOT IN (SELECT id FROM undone) ORDER BY id;
-- name: document_by_case
SELECT id, op, case_id, recorded_at, by, facts
FROM document
WHERE op NOT IN (SELECT id FROM undone) ORDER BY case_id, id /* scan */;
-- name: document_cases
SELECT DISTINCT case_id FROM document
WHERE op NOT IN (SELECT id FROM undone) ORDER BY case_id /* scan */;
-- name: case_fact_put
INSERT OR REPLACE INTO case_fact(id, facts) VALUES (?1, ?2);
-- name: case_fact_get
SELECT facts FROM case_fact WHERE id = ?1;
-- name: case_fact_scan
SELECT id, facts FROM case_fact ORDER BY id /* scan */;
-- name: case_fact_delete
DELETE FROM case_fact WHERE id = ?1;
-- name: case_fact_clear
DELETE FROM case_fact;
-- name: case_tag_get
SELECT tag, case_id FROM case_tag WHERE id = ?1;
-- name: case_tag_put
INSERT INTO case_tag(id, tag, case_id) VALUES (?1, ?2, ?3);
-- name: case_tag_scan
SELECT id, tag, case_id FROM case_tag ORDER BY id /* scan */;
-- name: case_tag_clear
DELETE FROM case_tag;
-- name: document_get
SELECT id, op, case_id, recorded_at, by, facts, person
FROM document WHERE id = ?1 AND op NOT IN (SELECT id FROM undone);
-- name: case_fact_ids
SELECT id FROM case_fact ORDER BY id /* scan */;
