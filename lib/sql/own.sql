-- name: calendar_insert
INSERT OR FAIL INTO calendar(id, op, facts) SELECT c1, c2, c3 FROM feed;
-- name: calendar_scan
SELECT id, op, facts FROM calendar ORDER BY id /* scan */;
-- name: calendar_max
SELECT coalesce(max(id), 0) FROM calendar;
-- name: rule_set_insert
INSERT OR FAIL INTO rule_set(id, op, facts) SELECT c1, c2, c3 FROM feed;
-- name: rule_set_scan
SELECT id, op, facts FROM rule_set ORDER BY id /* scan */;
-- name: rule_set_max
SELECT coalesce(max(id), 0) FROM rule_set;
-- name: agency_insert
INSERT OR FAIL INTO agency(id, op, facts, person)
SELECT c1, c2, c3, c4 FROM feed;
-- name: agency_scan
SELECT id, op, facts, person FROM agency ORDER BY id /* scan */;
-- name: agency_max
SELECT coalesce(max(id), 0) FROM agency;
-- name: report_insert
INSERT OR FAIL INTO report(id, op, facts) SELECT c1, c2, c3 FROM feed;
-- name: report_scan
SELECT id, op, facts FROM report ORDER BY id /* scan */;
-- name: report_max
SELECT coalesce(max(id), 0) FROM report;
