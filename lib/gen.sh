#!/bin/sh
# Writes C from data: the texts, the SQL and the data files that the library
# carries in itself.  Usage: gen.sh texts|sql|data OUT.h FILE...
set -eu
kind=$1 out=$2
shift 2
LC_ALL=C
export LC_ALL

c_string() { # the input's lines as lines of C string literals
	sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/.*/"&\\n"/'
}

texts() { # name FILE...: "en: ..." "vi: ..." pairs as a sorted table
	n=$1
	shift
	echo "static const struct ${n}_text { const char *en, *vi; }"
	echo "${n}_texts[] = {"
	cat "$@" | awk '
	/^en: / { en = substr($0, 5); next }
	/^vi: / {
		if (en == "") { print "no en: before " $0 > "/dev/stderr"; exit 1 }
		print en "\t" substr($0, 5); en = ""; next
	}
	/^(#|$)/ { next }
	{ print "not a text: " $0 > "/dev/stderr"; exit 1 }' |
	    sort -u -t '	' -k1,1 |
	    sed -e 's/"/\\"/g' -e 's/^\(.*\)	\(.*\)$/{ "\1", "\2" },/'
	echo "};"
	echo "static const size_t ${n}_texts_count ="
	echo "    sizeof(${n}_texts) / sizeof(${n}_texts[0]);"
}

sql() { # FILE...: "-- name: X" starts a statement; an enum and a table
	echo "#ifndef GEN_SQL_H"
	echo "#define GEN_SQL_H"
	echo "enum sql {"
	cat "$@" | sed -n 's/^-- name: \([a-z0-9_]*\).*/	SQL_\1,/p'
	echo "	SQL_COUNT"
	echo "};"
	echo "#endif"
	echo "#ifdef SQL_TEXTS"
	echo "static const char *const sql_texts[SQL_COUNT] = {"
	cat "$@" | awk '
	/^-- name: / { if (open) print ","; open = 1; next }
	/^--/ || !open || /^[ \t]*$/ { next }
	{ gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); print "\"" $0 "\\n\"" }
	END { if (open) print "," }'
	echo "};"
	echo "#endif"
}

data() { # FILE...: each file as bytes, and a table of them by name
	i=0
	for f in "$@"; do
		echo "static const unsigned char data_${i}[] = {"
		od -An -v -tu1 "$f" | sed 's/  *\([0-9]\)/\1/; s/  */,/g; s/$/,/'
		echo "0 };"
		i=$((i + 1))
	done
	echo "static const struct data_file data_files[] = {"
	i=0
	for f in "$@"; do
		echo "{ \"$(basename "$f")\", data_$i, sizeof(data_$i) - 1 },"
		i=$((i + 1))
	done
	echo "};"
}

mkdir -p "$(dirname "$out")"
{
	echo "/* Made by lib/gen.sh; do not edit. */"
	case $kind in
	texts) texts "$(basename "$out" .h)" "$@" ;;
	sql) sql "$@" ;;
	data) data "$@" ;;
	*) echo "gen.sh: what is $kind?" >&2; exit 2 ;;
	esac
} >"$out.tmp"
mv "$out.tmp" "$out"
