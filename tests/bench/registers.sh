# The tables of a report in a store of ten school years: 3,000 pupils, and in
# each year 500 entries of groups, 200 pairs, 60 activities with three
# gatherings each, ten targets.  Included by run.sh.
"$BIN/make_list" 3000 >list.csv
store registers.db
for year in 2015 2016 2017 2018 2019 2020 2021 2022 2023 2024; do
	say "registers of $year"
	"$CTXH" --store registers.db student import --year "$year" list.csv \
	    >/dev/null 2>&1
	perl "$TOP/tests/bench/make_registers.pl" "$year" 3000 >entries.jsonl
	"$CTXH" --store registers.db record --batch entries.jsonl >/dev/null
done
"$CTXH" --store registers.db config set school.staff 120 >/dev/null
m 21 "$CTXH" --store registers.db report --year 2024 --term year >newest
m 21 "$CTXH" --store registers.db report --year 2015 --term year >oldest
m 5 "$CTXH" --store registers.db report --from 2015-09-05 --to 2025-09-04 \
    >whole
row "report of a year, ten years of registers" "$(ms "$(cut -d' ' -f1 newest)")" \
    "" "" "at most 100 ms"
row "  the first of these years" "$(ms "$(cut -d' ' -f1 oldest)")" "" "" ""
row "  all ten in one report" "$(ms "$(cut -d' ' -f1 whole)")" "" "" ""
row "  memory at its peak" "$(mib "$(cut -d' ' -f3 newest)")" "" "" ""
rm -f registers.db newest oldest whole entries.jsonl
