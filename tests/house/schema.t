#!/bin/sh
# The JSON Schema of rule sets, by a validator that is none of ours: every
# rule set of the sources passes it, and what it refuses ctxh refuses, too.
# Of the broken sets it cannot see what a grammar cannot: a name that leads
# nowhere, a state that is not reached.  Those stand in a list here.
. "$(dirname "$0")/../lib.sh"
cat >valid.py <<'END'
import json, sys
from jsonschema import Draft202012Validator
schema = json.load(open(sys.argv[1], encoding="utf-8"))
Draft202012Validator.check_schema(schema)
errors = list(Draft202012Validator(schema).iter_errors(
    json.load(open(sys.argv[2], encoding="utf-8"))))
for e in errors[:5]:
    print("/".join(map(str, e.absolute_path)), e.message[:200])
sys.exit(1 if errors else 0)
END
valid() { python3 valid.py "$TOP/lib/rules/rules.schema" "$1"; }

run rules schema
equal "$out" "$(cat "$TOP/lib/rules/rules.schema")" "ctxh rules schema is it"
for set in "$TOP"/lib/rules/*.json; do
	check "${set##*/} passes" valid "$set"
done
perl -ne 'print if /rules begin/ .. /rules end/' "$TOP/man/ctxh-rules.5" |
    sed '/^\./d' >page.json
check "the set of ctxh-rules.5 passes" valid page.json

# What only ctxh sees.
beyond="bomb cyclic-suggestion deep no-field not-json person-moves self-back
    unreachable"
for file in "$TOP"/tests/fuzz/corpus/rules/*.json; do
	name=$(basename "$file" .json)
	"$CTXH" rules check "$file" >/dev/null 2>&1
	ours=$?
	valid "$file" >/dev/null 2>&1
	theirs=$?
	if [ "$ours" -eq 0 ]; then
		equal "$theirs" 0 "$name: both take it"
		continue
	fi
	equal "$ours" 2 "$name: ctxh refuses it"
	case " $(echo $beyond) " in
	*" $name "*) ;;
	*) equal "$theirs" 1 "$name: and so does the schema" ;;
	esac
done
finish
