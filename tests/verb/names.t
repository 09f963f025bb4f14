#!/bin/sh
# Names of codes where several rule sets have them: a list goes by each case's
# own, a report by those in force on its last day, whichever case comes first.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
CTXH_LANG=vi
export CTXH_LANG
new_store
cat >new.json <<'END'
{
	"format": 1, "id": "new", "extends": "tt18-2025",
	"title": {"vi": "Quy định mới", "en": "New rules"},
	"basis": "CV 12/SGDĐT", "valid_from": "2026-01-05",
	"codes": {
		"category": [
			{"code": "khung-hoang", "vi": "Lo âu kéo dài"},
			{"code": "khac", "remove": true}
		]
	},
	"states": [{"code": "tiep-nhan", "vi": "Vừa ghi sổ"}],
	"deadlines": [{"id": "refer", "vi": "Gọi 111 ngay"}]
}
END
{
	doc intake "" 2025-12-01T08:00 label=a category=khung-hoang
	doc intake "" 2025-12-01T09:00 label=b category=khac
	doc intake "" 2025-12-01T10:00 label=c category=bao-luc
} >old.jsonl
batch old.jsonl
ok "three cases"
as lan rules import new.json
ok "then a set that names their codes otherwise"
{
	doc intake "" 2026-01-06T08:00 category=khung-hoang
	doc intake "" 2026-01-06T09:00 category=bao-luc
} >new.jsonl
batch new.jsonl
ok "and two cases under it"
CASES="list --year 2025"
# shellcheck disable=SC2086
as lan $CASES
equal "$(printf '%s\n' "$out" | grep -c "Mới tiếp nhận")" 3 \
    "an older case stands in a state of its own set"
equal "$(printf '%s\n' "$out" | grep -c "Vừa ghi sổ")" 2 "a newer one too"
has "Khác" "and has the category that was taken away"
# shellcheck disable=SC2086
as lan --format json $CASES
json '"tt18-2025 tt18-2025 tt18-2025 new new" eq join " ", map { $_->{rules} } @$_' \
    "each row says its set"
fields <old.jsonl | head -n 1 >line.json
as lan intake --json line.json
has "Mới tiếp nhận" "so does what is said after recording"
as lan due
has "Hỏi 111" "a deadline is named by its case's set"
fields <new.jsonl | head -n 1 >line.json
as lan --format json intake --json line.json
json '$_->{rules} eq "new"' "whose set it names"

as lan report --from 01/12/2025 --to 31/01/2026 --table cases
has "Lo âu kéo dài" "a report goes by the newest names"
hasnt "Căng thẳng" "not by those of the first case"
has "Khác" "what it does not have has the name of the case's own set"
as lan report --from 01/12/2025 --to 31/01/2026 --table deadlines
has "Gọi 111 ngay" "deadlines are named in the same way"
hasnt "Hỏi 111" "and not by the first case"
as lan report --from 01/12/2025 --to 31/12/2025 --table cases
hasnt "Lo âu kéo dài" "and one of before by those of then"
as lan fsck
ok "the store is whole"
finish
