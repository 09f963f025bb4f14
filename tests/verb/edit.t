#!/bin/sh
# --edit: a form in the user's editor, as git does it.
. "$(dirname "$0")/../lib.sh"
. "$TOP/tests/verb/docs.sh"
unset VISUAL CTXH_EDITOR XDG_RUNTIME_DIR 2>/dev/null || :
new_store
pupils
WHEN="--at 2025-09-08T08:00"

# editor NAME <<script: a shell script that edits $1; it keeps a copy of what
# it was shown as $T/NAME.shown.
editor() {
	{
		echo '#!/bin/sh'
		echo "cp \"\$1\" '$T/$1.shown'"
		cat
	} >"$T/$1"
	chmod +x "$T/$1"
}
# edit EDITOR ARG...: runs the verb with that editor.
edit() {
	EDITOR=$1
	export EDITOR
	shift
	run --as lan "$@"
}
# set_field FIELD TEXT: a sed command that fills in a line.
set_field() {
	printf 's|^%s:.*|%s: %s|\n' "$1" "$1" "$2"
}
drafts() {
	find "$T/share" "$T/home" ${XDG_RUNTIME_DIR:+"$XDG_RUNTIME_DIR"} \
	    -path '*/edit-*' -type f 2>/dev/null
}
head_of() {
	run fsck --format json
	printf '%s\n' "$out" | sed -n 's/.*"head":[^"]*"\([^"]*\)".*/\1/p'
}

# --- filled in ---------------------------------------------------------------
{
	set_field source "gvcn   Giáo viên chủ nhiệm"
	set_field category "  bao-luc  "
	printf '%s\n' 's|^initial_need:.*|initial_need:\ntam-ly\ny-te, an-toan|'
	set_field student 1400100001
	set_field self_harm không
	cat <<-'X'
	/^condition:/c\
	condition: Em sợ: không dám đến lớp\
	# dòng này là chú thích\
	    # dòng này là nội dung\
	\
	        thụt vào\
	Em: con không biết\
	    place: không phải mục
	X
} >fill.sed
editor fill <<X
sed -i -f '$T/work/fill.sed' "\$1"
X
edit "$T/fill" intake --edit --via truc-tiep $WHEN
ok "an intake in the editor"
equal "$(drafts)" "" "no draft is left"
has "VV-2025-0001" "and its case"
check "labels" grep -q '^# Thông qua (bắt buộc): một mã$' "$T/fill.shown"
check "choices" grep -q '^#     truc-tiep       Gặp trực tiếp$' "$T/fill.shown"
check "what an option gave" grep -q '^via: truc-tiep$' "$T/fill.shown"
check "--at" grep -q '^received_at: 08/09/2025 08:00$' "$T/fill.shown"
run --as lan --format json show 1 --names
json 'my $f = $_->{documents}[0]{fields};
    $f->{source} eq "gvcn" && $f->{category} eq "bao-luc" &&
    "@{$f->{initial_need}}" eq "tam-ly y-te an-toan" &&
    exists $f->{self_harm} && !$f->{self_harm} &&
    $f->{received_at} eq "2025-09-08T08:00:00+07:00" &&
    @{$f->{students}} == 1 && $f->{students}[0]{student} eq "1400100001"' \
    "its fields"
json 'use utf8; $_->{documents}[0]{fields}{condition} eq
    "Em sợ: không dám đến lớp\n# dòng này là nội dung\n\n    thụt vào\n" .
    "Em: con không biết\nplace: không phải mục"' "its text, to the letter"

# --- given up ----------------------------------------------------------------
head=$(head_of)
for how in true touch ": >" "sed -i d" "sed -i '/^[^#]/d'" \
    "sed -i 's/^\([a-z_]*\):.*/\1:/'"; do
	edit "$how" assess 1 --edit
	is 1 "$how: nothing recorded"
	says "không ghi gì vào sổ" "$how: it says so"
	equal "$(drafts)" "" "$how: no draft"
done
edit false assess 1 --edit
is 1 "an editor that fails"
says 'trình soạn thảo "false" bỏ dở' "is named"
equal "$(drafts)" "" "and leaves no draft"
edit "/nowhere/editor" assess 1 --edit
is 1 "an editor that is not there"
equal "$(head_of)" "$head" "nothing was written"

# --- errors ------------------------------------------------------------------
{
	set_field harm_level caoo
	set_field conclusion "Một kết luận rất riêng"
} >wrong.sed
editor wrong <<X
sed -i -f '$T/work/wrong.sed' "\$1"
X
edit "$T/wrong" assess 1 --edit
is 2 "a wrong choice"
draft=$(drafts)
line=$(grep -n '^harm_level:' "$draft" | cut -d: -f1)
says "$draft:$line: " "at its line"
says "ctxh assess VV-2025-0001 --draft \"$draft\"" "and how to go on"
check "what was typed is there" grep -q "^conclusion: Một kết luận rất riêng" \
    "$draft"
equal "$(sed -n "$((line - 1))s/:.*//p" "$draft")" "#! LỖI" \
    "the error stands above the line"
equal "$(ls -l "$draft" | cut -c1-10) $(ls -ld "${draft%/*}" | cut -c1-10)" \
    "-rw------- drwx------" "nobody else reads it"
finish
