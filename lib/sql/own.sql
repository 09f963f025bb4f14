-- name: calendar_insert
INSERT OR FAIL INTO calendar(id, op, facts) SELECT c1, c2, c3 FROM feed;
-- name: calendar_scan
SELECT id, op, facts FROM calendar
WHERE id >= coalesce(?1, -9223372036854775808) ORDER BY id /* scan */;
-- name: calendar_live
SELECT id, op, facts FROM calendar
WHERE op NOT IN (SELECT id FROM undone) ORDER BY id /* scan */;
-- name: calendar_max
SELECT coalesce(max(id), 0) FROM calendar;
-- name: rule_set_insert
INSERT OR FAIL INTO rule_set(id, op, facts) SELECT c1, c2, c3 FROM feed;
-- name: rule_set_scan
SELECT id, op, facts FROM rule_set
WHERE id >= coalesce(?1, -9223372036854775808) ORDER BY id /* scan */;
-- name: rule_set_live
SELECT id, op, facts FROM rule_set
WHERE op NOT IN (SELECT id FROM undone) ORDER BY id /* scan */;
-- name: rule_set_max
SELECT coalesce(max(id), 0) FROM rule_set;
-- name: agency_insert
INSERT OR FAIL INTO agency(id, op, facts, person)
SELECT c1, c2, c3, c4 FROM feed;
-- name: agency_scan
SELECT id, op, facts, person FROM agency
WHERE id >= coalesce(?1, -9223372036854775808) ORDER BY id /* scan */;
-- name: agency_live
SELECT id, op, facts, person FROM agency
WHERE op NOT IN (SELECT id FROM undone) ORDER BY id /* scan */;
-- name: agency_max
SELECT coalesce(max(id), 0) FROM agency;
-- name: report_insert
INSERT OR FAIL INTO report(id, op, facts) SELECT c1, c2, c3 FROM feed;
-- name: report_scan
SELECT id, op, facts FROM report
WHERE id >= coalesce(?1, -9223372036854775808) ORDER BY id /* scan */;
-- name: report_live
SELECT id, op, facts FROM report
WHERE op NOT IN (SELECT id FROM undone) ORDER BY id /* scan */;
-- name: report_max
SELECT coalesce(max(id), 0) FROM report;
