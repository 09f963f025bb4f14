/* What every official document has, by Nghị định 30/2020/NĐ-CP, Phụ lục I. */
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/mem.h"
#include "base/value.h"
#include "print/print.h"
#include "report/words.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/utf8.h"

#define HAND_NOTE	"(Ký, ghi rõ họ tên)"

void
date_words(int64_t day, struct buf *out)
{
	struct civil c = civil_from_day(day);

	buf_fmt(out, "%02d tháng ", c.day);
	buf_fmt(out, c.month <= 2 ? "%02d" : "%d", c.month);
	buf_fmt(out, " năm %d", c.year);
}

void
moment_words(int64_t at, struct buf *out)
{
	int64_t minute = (at - day_start(day_of(at))) / 60;

	/* Midnight is a date that was given alone. */
	if (minute != 0)
		buf_fmt(out, "%02d giờ %02d phút, ", (int)(minute / 60),
		    (int)(minute % 60));
	buf_str(out, "ngày ");
	date_words(day_of(at), out);
}

void
capitals(const char *s, struct buf *out)
{
	const char *end;

	if (s == NULL)
		return;
	for (end = s + strlen(s); s < end;)
		utf8_put(out, (uint32_t)utf8proc_toupper(
		    (utf8proc_int32_t)utf8_next(&s, end)));
}

void
number_words(int64_t n, struct buf *out)
{
	if (n >= 1000) {
		number_words(n / 1000, out);
		buf_fmt(out, ".%03d", (int)(n % 1000));
	} else {
		buf_fmt(out, "%d", (int)n);
	}
}

/* ---- what was said of a document ---- */

const char *
office_number(const struct office *o, const char *given)
{
	return o->look->number != NULL ? o->look->number : given;
}

int
office_day(const struct office *o, int64_t given, int64_t *day)
{
	*day = given;
	return o->look->date == NULL ? CTXH_OK :
	    ctxh_date_parse(o->h, o->look->date, day);
}

const char *
office_member(const struct office *o, const char *handle)
{
	const struct member *m;

	EACH(m, o->members, o->nmembers)
		if (handle != NULL && strcmp(m->handle, handle) == 0)
			return m->name;
	return NULL;
}

/* ---- the letterhead ---- */

static int
same_fold(const char *a, const char *b)
{
	struct buf	x = { 0 }, y = { 0 };
	int		same;

	fold(a, strlen(a), &x);
	fold(b, strlen(b), &y);
	same = x.data != NULL && y.data != NULL &&
	    strcmp(x.data, y.data) == 0;
	buf_free(&x);
	buf_free(&y);
	return same;
}

/* The lines above the school's own: its letterhead without its name, or the
 * authority above it. */
static void
lines_above(const struct office *o, struct paper *p, struct block *b)
{
	const ctxh_value	*v, *lines;
	const char		*name = get_text(o->school, "name"), *s;
	struct buf		 big = { 0 };
	size_t			 n = 0;

	lines = ctxh_value_get(o->school, "letterhead");
	VALUE_EACH(v, lines) {
		s = ctxh_value_str(v);
		if (s == NULL || (name != NULL && same_fold(s, name)))
			continue;
		block_line(p, b, s);
		n++;
	}
	s = get_text(o->school, "upper");
	if (n == 0) {
		capitals(s != NULL ? s : DOTS, &big);
		if (buf_failed(&big))
			p->failed = 1;
		block_line(p, b, big.data);
	}
	buf_free(&big);
}

/* "Số: 05/BC-THCM", or room for the number before "/BC-THCM"; of a letter,
 * whose symbol is "", the school's letters stand first. */
static void
number_line(const struct office *o, const char *number, const char *symbol,
    struct buf *out)
{
	const char *own = get_text(o->school, "symbol");

	if (number != NULL)
		buf_fmt(out, "Số: %s", number);
	else if (symbol != NULL && *symbol != '\0')
		buf_fmt(out, "Số: ....../%s-%s", symbol, own != NULL ? own :
		    "......");
	else if (symbol != NULL)
		buf_fmt(out, "Số: ....../%s-......", own != NULL ? own :
		    "......");
}

static void
date_line(const struct office *o, int64_t day, struct buf *out)
{
	const char *place = get_text(o->school, "place");

	buf_fmt(out, "%s, ngày ", place != NULL ? place : DOTS);
	if (day >= 0)
		date_words(day, out);
	else
		buf_str(out, "...... tháng ...... năm ..........");
}

int
office_head(const struct office *o, struct paper *p, const char *number,
    const char *symbol, const char *about, int64_t day)
{
	const char	*name = get_text(o->school, "name");
	struct buf	 school = { 0 }, no = { 0 }, date = { 0 };
	int		 bad;

	capitals(name != NULL ? name : "TRƯỜNG " DOTS, &school);
	number_line(o, number, symbol, &no);
	date_line(o, day, &date);
	bad = buf_failed(&school) | buf_failed(&no) | buf_failed(&date);
	if (!bad)
		lines_above(o, p, paper_letterhead(p, school.data, no.data,
		    about, date.data));
	buf_free(&school);
	buf_free(&no);
	buf_free(&date);
	return bad ? fail_nomem(o->h) : CTXH_OK;
}

static void
add_lines(struct paper *p, struct block *b, const ctxh_value *list)
{
	const ctxh_value *v;

	VALUE_EACH(v, list)
		if (ctxh_value_str(v) != NULL)
			block_line(p, b, ctxh_value_str(v));
}

void
office_to(const struct office *o, struct paper *p, const ctxh_value *to)
{
	add_lines(p, paper_to(p), ctxh_value_count(o->look->to) > 0 ?
	    o->look->to : to);
}

/* ---- signatures ---- */

/* Whoever heads a centre is its director. */
static const char *
usual_title(const struct office *o)
{
	const ctxh_value	*levels = ctxh_value_get(o->school, "levels");
	const char		*set = get_text(o->school, "signer_title");

	if (set != NULL)
		return set;
	return ctxh_value_count(levels) == 1 && list_has(levels, "gdtx") ?
	    "Giám đốc" : "Hiệu trưởng";
}

/* "KT. Hiệu trưởng (Phó Hiệu trưởng)" stands on two lines. */
int
office_title(const struct office *o, const char *code, struct buf *first,
    struct buf *second)
{
	const char	*title = code != NULL ? code : o->look->signer_title;
	const char	*open;
	struct buf	 part = { 0 };
	int		 bad;

	if (title == NULL)
		title = usual_title(o);
	title = code_words(o->rules != NULL ? rules_codes(o->rules,
	    "signer_title") : NULL, title);
	open = strchr(title, '(');
	buf_add(&part, title, open != NULL ? (size_t)(open - title) :
	    strlen(title));
	while (part.len > 0 && part.data[part.len - 1] == ' ')
		part.data[--part.len] = '\0';
	capitals(part.data, first);
	if (open != NULL) {
		buf_reset(&part);
		buf_add(&part, open + 1, strcspn(open + 1, ")"));
		capitals(part.data, second);
	}
	bad = buf_failed(&part) | buf_failed(first) | buf_failed(second);
	buf_free(&part);
	return bad ? fail_nomem(o->h) : CTXH_OK;
}

/* Whether one of the lines begins so, as a search key; in whatever letters and
 * behind whatever dash. */
static int
begins_so(struct paper *p, const ctxh_value *lines, const char *key)
{
	const ctxh_value	*v;
	const char		*s;
	struct buf		 line = { 0 };
	int			 is = 0;

	VALUE_EACH(v, lines) {
		if ((s = ctxh_value_str(v)) == NULL)
			continue;
		s += strspn(s, "- ");
		fold_key(s, strlen(s), &line);
		is |= line.data != NULL && strncmp(line.data, key,
		    strlen(key)) == 0;
	}
	p->failed |= buf_failed(&line);
	buf_free(&line);
	return is;
}

/* What the school typed, without the marks that stand around a line anyway. */
static void
copy_lines(struct paper *p, struct block *b, const ctxh_value *list)
{
	const ctxh_value	*v;
	const char		*s;
	struct buf		 line = { 0 };
	size_t			 n;

	VALUE_EACH(v, list) {
		if ((s = ctxh_value_str(v)) == NULL)
			continue;
		s += strspn(s, "- ");
		for (n = strlen(s); n > 0 && strchr(" ;.,", s[n - 1]) != NULL;)
			n--;
		buf_reset(&line);
		buf_add(&line, s, n);
		if (n > 0 && !buf_failed(&line))
			block_line(p, b, line.data);
	}
	p->failed |= buf_failed(&line);
	buf_free(&line);
}

/* The first and the last line of NĐ 30, where the school has not its own. */
static void
copies(const struct office *o, struct paper *p, struct block *b,
    const struct signing *s)
{
	const ctxh_value *lines = o->look->copies != NULL ? o->look->copies :
	    ctxh_value_get(o->school, "copies");

	if (s->first_copy != NULL && !begins_so(p, lines, "nhutren"))
		block_line(p, b, s->first_copy);
	copy_lines(p, b, lines);
	if (!begins_so(p, lines, "luuvt"))
		block_line(p, b, "Lưu: VT, hồ sơ");
}

/* Under a title that is not the usual one another one signs. */
static const char *
usual_signer(const struct office *o)
{
	return o->look->signer_title == NULL ?
	    get_text(o->school, "signer") : NULL;
}

int
office_sign(const struct office *o, struct paper *p, const struct signing *s)
{
	struct block	*b = paper_signatures(p);
	struct buf	 first = { 0 }, second = { 0 }, maker = { 0 };
	const char	*name = o->look->signer;
	int		 rc = CTXH_OK;

	if (s->head)
		copies(o, p, b, s);
	if (s->maker != NULL) {
		capitals(s->maker, &maker);
		if (buf_failed(&maker))
			p->failed = 1;
		block_signer(p, b, maker.data, NULL, HAND_NOTE,
		    s->maker_name);
	}
	if (s->head && (rc = office_title(o, s->head_title, &first,
	    &second)) == CTXH_OK) {
		if (name == NULL)
			name = s->head_name != NULL ? s->head_name :
			    usual_signer(o);
		block_signer(p, b, first.data, second.data,
		    s->head_note != NULL ? s->head_note : "(Ký, đóng dấu)",
		    name);
	}
	buf_free(&first);
	buf_free(&second);
	buf_free(&maker);
	return rc;
}
