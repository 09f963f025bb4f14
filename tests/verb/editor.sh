# What tests of --edit share, beside ../lib.sh:
#
#	editor NAME <<script	makes $T/NAME, which edits $1; what it was
#				shown it keeps as $T/NAME.shown
#	edit EDITOR ARG...	runs the verb with that editor
#	set_field FIELD TEXT	a sed command that fills in a line
#	drafts			the files of all drafts
unset VISUAL CTXH_EDITOR XDG_RUNTIME_DIR 2>/dev/null || :
TMPDIR=$T/tmp
export TMPDIR
mkdir "$TMPDIR"
editor() {
	{
		echo '#!/bin/sh'
		echo "cp \"\$1\" '$T/$1.shown'"
		cat
	} >"$T/$1"
	chmod +x "$T/$1"
}
edit() {
	EDITOR=$1
	export EDITOR
	shift
	run --as lan "$@"
}
set_field() {
	printf 's|^%s:.*|%s: %s|\n' "$1" "$1" "$2"
}
drafts() {
	find "$T/share" "$T/home" ${XDG_RUNTIME_DIR:+"$XDG_RUNTIME_DIR"} \
	    -path '*/edit-*' -type f 2>/dev/null
}
