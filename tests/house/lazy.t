#!/bin/sh
# What a verb does not use it does not load: the libraries for documents,
# workbooks and pictures would more than double the time in which it starts.
. "$(dirname "$0")/../lib.sh"
ALL="libzip libxml2 librsvg libcairo libxlsxwriter libical libfreexl"
# Pictures are drawn in a process that the linker's log does not follow: with a
# librsvg that is none, nothing runs that would load it.
mkdir broken
: >broken/librsvg-2.so.2
LD_LIBRARY_PATH=$PWD/broken
export LD_LIBRARY_PATH

new_store
run --as lan student import --year 2023 "$DATA/lists/01-tieu-hoc-utf8.csv"
run --as lan intake --student 1400100005 --via nguoi-khac-bao --source gvcn \
    --category bao-luc --initial-need tam-ly --condition x \
    --received-at 2024-01-10T09:00
ok "a case"

# Sets loaded to those of ALL that the verb, and what it forks, had loaded.
loads() {
	rm -f "$T"/ld.*
	LD_DEBUG=files LD_DEBUG_OUTPUT=$T/ld "$CTXH" "$@" >"$T/out" \
	    2>"$T/err" </dev/null || {
		tap 1 "it runs: $*"
		return
	}
	files=$(sed -n 's/.*calling init: .*\/\([^/]*\)$/\1/p' "$T"/ld.*)
	case $files in
	*libctxh.so*) ;;
	*) tap 1 "the linker tells what it loads" ;;
	esac
	loaded=
	for name in $ALL; do
		case $files in *"$name"*) loaded="$loaded $name" ;; esac
	done
}
none() { # ARG...
	loads "$@"
	equal "$loaded" "" "none of them: $*"
}
# What is drawn and zipped needs them, and the test sees it.
some() { # NAMES WITHOUT ARG...
	want=$1 without=$2
	shift 2
	loads "$@"
	bad=
	for name in $want; do
		case $loaded in *"$name"*) ;; *) bad="$bad no:$name" ;; esac
	done
	for name in $without; do
		case $loaded in *"$name"*) bad="$bad $name" ;; esac
	done
	equal "$bad" "" "$want, and no more: $*"
}

none version
none help
none --as lan list
none --as lan list --format json
none --as lan show VV-2023-0001
none --as lan due --at 2024-01-16
none --as lan student list
none --as lan log
none --as lan report --year 2023 --term year
none --as lan report --year 2023 --term year --format json
none --as lan report --year 2023 --term year --format csv --table cases
none --as lan print VV-2023-0001 intake
none --as lan print VV-2023-0001 intake --format html
none --as lan print VV-2023-0001 log
none --as lan report --year 2023 --term year --format html
none --as lan dashboard --year 2023 --term year
none print --blank assess
none print --template-help intake
some "libzip libxml2" "librsvg libcairo libxlsxwriter libical" \
    --as lan print VV-2023-0001 intake --format docx
run --as lan report --year 2023 --term year --format docx -o year.docx
equal "$code" 1 "a document with charts needs librsvg"
case $err in *librsvg*librsvg2-2*) tap 0 "and says so" ;;
*) tap 1 "and says so" ;;
esac
unset LD_LIBRARY_PATH
some "libzip libxml2" "librsvg libcairo libxlsxwriter libical" \
    --as lan report --year 2023 --term year --format docx
some libxlsxwriter "librsvg libcairo libzip libxml2" \
    --as lan report --year 2023 --term year --format xlsx
finish
