-- name: student_insert
INSERT OR FAIL INTO student_version(id, op, student, facts, person)
SELECT c1, c2, c3, c4, c5 FROM feed;
-- name: student_append
INSERT OR FAIL INTO student_version(op, student, facts, person)
SELECT c2, c3, c4, c5 FROM feed;
-- name: student_scan
SELECT id, op, student, facts, person
FROM student_version
WHERE id >= coalesce(?1, -9223372036854775808) ORDER BY id /* scan */;
-- name: student_live
SELECT id, op, student, facts, person FROM student_version
WHERE op NOT IN (SELECT id FROM undone) ORDER BY id /* scan */;
-- name: student_max
SELECT coalesce(max(id), 0) FROM student_version;
-- name: student_versions
SELECT id, op, student, facts, person FROM student_version
WHERE student = ?1 AND student <> id
    AND op NOT IN (SELECT id FROM undone)
UNION ALL
SELECT id, op, student, facts, person FROM student_version
WHERE id = ?1 AND student = id AND op NOT IN (SELECT id FROM undone)
ORDER BY id DESC;
-- name: student_version_get
SELECT id, op, student, facts, person FROM student_version
WHERE id = ?1 AND op NOT IN (SELECT id FROM undone);
-- name: student_newest_get
SELECT id, op, student, facts, person FROM student_version
WHERE id = coalesce((SELECT version FROM student_now WHERE id = ?1), ?1)
    AND student = ?1 AND op NOT IN (SELECT id FROM undone);
-- name: student_now_get
SELECT version FROM student_now WHERE id = ?1;
-- name: student_now_put
INSERT OR REPLACE INTO student_now(id, version) VALUES (?1, ?2);
-- name: student_now_scan
SELECT id, version FROM student_now ORDER BY id /* scan */;
-- name: student_newest_scan
SELECT coalesce(n.version, v.id), v.id, v.person, v.facts
FROM student_version v LEFT JOIN student_now n ON n.id = v.id
WHERE v.student = v.id AND coalesce(n.version, v.id) > 0
    AND v.op NOT IN (SELECT id FROM undone)
ORDER BY v.id /* scan */;
-- name: student_now_delete
DELETE FROM student_now WHERE id = ?1;
-- name: student_newest_range
SELECT v.id, coalesce(n.version, v.id)
FROM student_version v LEFT JOIN student_now n ON n.id = v.id
WHERE v.id BETWEEN ?1 AND ?2 AND v.student = v.id
    AND coalesce(n.version, v.id) > 0
    AND v.op NOT IN (SELECT id FROM undone)
ORDER BY v.id;
-- name: student_now_clear
DELETE FROM student_now;
-- name: student_tag_get
SELECT id, tags FROM student_tag WHERE id <= ?1 ORDER BY id DESC LIMIT 1;
-- name: student_tag_put
INSERT OR REPLACE INTO student_tag(id, tags) VALUES (?1, ?2);
-- name: student_tag_feed
INSERT OR FAIL INTO student_tag(id, tags) SELECT c1, c2 FROM feed;
-- name: student_tag_delete
DELETE FROM student_tag WHERE id = ?1;
-- name: student_tag_scan
SELECT id, tags FROM student_tag ORDER BY id /* scan */;
-- name: student_tag_clear
DELETE FROM student_tag;
-- name: student_mark_get
SELECT marks FROM student_mark WHERE id = ?1;
-- name: student_mark_put
INSERT OR REPLACE INTO student_mark(id, marks) VALUES (?1, ?2);
-- name: student_mark_scan
SELECT id, marks FROM student_mark ORDER BY id /* scan */;
-- name: student_mark_clear
DELETE FROM student_mark;
-- name: student_mark_outdated
SELECT id FROM student_now WHERE id BETWEEN ?1 AND ?2
UNION ALL
SELECT id FROM student_version
WHERE EXISTS (SELECT 1 FROM undone) AND id BETWEEN ?1 AND ?2
    AND op IN (SELECT id FROM undone);
-- name: school_year_get
SELECT facts FROM school_year WHERE id = ?1;
-- name: school_year_put
INSERT OR REPLACE INTO school_year(id, facts) VALUES (?1, ?2);
-- name: school_year_newest
SELECT coalesce(max(id), 0) FROM school_year;
-- name: school_year_oldest
SELECT coalesce(min(id), 0) FROM school_year;
-- name: school_year_scan
SELECT id, facts FROM school_year ORDER BY id /* scan */;
-- name: school_year_clear
DELETE FROM school_year;
