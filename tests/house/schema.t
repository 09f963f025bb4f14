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

"$CTXH" rules schema >schema.json
check "ctxh rules schema is it" cmp schema.json "$TOP/lib/rules/rules.schema"
for set in "$TOP"/lib/rules/*.json; do
	check "${set##*/} passes" valid "$set"
done
perl -ne 'print if /rules begin/ .. /rules end/' "$TOP/man/ctxh-rules.5" |
    sed '/^\./d' >page.json
check "the set of ctxh-rules.5 passes" valid page.json

# What only ctxh sees: no JSON; how deep conditions stand; what stands twice;
# a name, a condition, a state or a base that leads nowhere; what the program
# relies on; what a set is once it was joined with its base.
beyond="bomb not-json deep extends-deep
    duplicate-fact duplicate-form same-option shadow-option shadow-verb
    cyclic-suggestion no-field other-form person-moves self-back unreachable
    cyclic-states no-closed closes-open form-no-transition
    extends-itself extends-nothing
    category-total decides-elsewhere no-category no-intake nobody-consents
    sealed-category turned-label
    no-column reserved-limit
    extends-half-form extends-remove-category extends-remove-intake
    extends-remove-unknown"
for file in "$TOP"/tests/fuzz/corpus/rules/*.json; do
	name=$(basename "$file" .json)
	"$CTXH" rules check "$file" >/dev/null 2>&1
	ours=$?
	valid "$file" >/dev/null 2>&1
	theirs=$?
	case $name in
	small|extends)
		equal "$ours $theirs" "0 0" "$name: both take it"
		continue ;;
	esac
	equal "$ours" 2 "$name: ctxh refuses it"
	case " $(echo $beyond) " in
	*" $name "*) ;;
	*) equal "$theirs" 1 "$name: and so does the schema" ;;
	esac
done
finish
