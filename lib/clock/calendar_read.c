/* A calendar's file: rows "date,kind,name,basis", all that is wrong in it. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "clock/calendar.h"
#include "text/date.h"
#include "text/fold.h"
#include "wire/writer.h"

#define COLUMNS	4

struct row {
	const char *field[COLUMNS];
	int64_t	 line;
};

struct reading {
	ctxh		*h;
	struct calendar	*cal;
	ctxh_value	*errors;	/* NULL: the first one ends it */
	char		 sep;		/* of the header's line */
	int		 none;		/* the kind none may stand here */
	int		 typed;		/* by a person, not in a file */
	int		 stop;		/* there is no use in reading on */
};

/*
 * Cuts the first field off a line, in place; *rest is what follows its comma,
 * or NULL.  A field in quotation marks may hold commas and doubled marks.
 * Returns NULL for a mark that is not closed or stands inside a field.
 */
static char *
cut_field(char *s, char sep, char **rest)
{
	const char	 ends[] = { sep, '"', '\0' };
	char	*to = s, *from = s;
	int	 closed = 1;

	if (*s == '"') {
		closed = 0;
		for (from++; *from != '\0'; *to++ = *from++)
			if (*from == '"' && *++from != '"') {
				closed = 1;
				break;
			}
	} else
		to = from = s + strcspn(s, ends);
	if (!closed || (*from != '\0' && *from != sep))
		return NULL;
	*rest = *from == sep ? from + 1 : NULL;
	*to = '\0';
	return s;
}

static int
cut_row(ctxh *h, char *line, char sep, struct row *r)
{
	char	*rest = line, *field;
	size_t	 i, skip;

	for (i = 0; i < COLUMNS && rest != NULL; i++) {
		if ((field = cut_field(rest, sep, &rest)) == NULL)
			break;
		/* What a spreadsheet would take for a formula. */
		(void)csv_restore(field, strlen(field), &skip);
		r->field[i] = field + skip;
	}
	if (i == COLUMNS && rest == NULL)
		return CTXH_OK;
	return fail(h, CTXH_EUSAGE, "%s",
	    T(h, "not a row of a calendar; write date,kind,name,basis"));
}

static int
check_header(ctxh *h, const struct row *r)
{
	static const char *const names[COLUMNS] = {
		"date", "kind", "name", "basis"
	};
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		if (strcmp(r->field[i], names[i]) != 0)
			return fail(h, CTXH_EUSAGE,
			    T(h, "unknown column: \"%s\"; the first line is "
			    "date,kind,name,basis"), r->field[i]);
	return CTXH_OK;
}

/* A tidy copy; caller frees. */
static int
copy_field(ctxh *h, const struct row *r, size_t i, char **out)
{
	struct buf b = { 0 };

	*out = NULL;
	if (text_tidy(r->field[i], strlen(r->field[i]), &b) != 0 &&
	    !buf_failed(&b)) {
		buf_free(&b);
		return fail(h, CTXH_EUSAGE, "%s",
		    T(h, "not UTF-8; save the file as UTF-8"));
	}
	if (b.len > CALENDAR_TEXT_MAX) {
		buf_free(&b);
		return fail(h, CTXH_EUSAGE, T(h, "name or basis too long; at "
		    "most %d bytes"), CALENDAR_TEXT_MAX);
	}
	*out = buf_take(&b);
	return *out != NULL ? CTXH_OK : fail_nomem(h);
}

/* What a person may type is no date of a file, which programs read, too. */
static int
read_date(struct reading *rd, const char *text, int64_t *day)
{
	int rc;

	if (!rd->typed && date_parse(text, day, NULL) == 0)
		return CTXH_OK;
	if ((rc = ctxh_date_parse(rd->h, text, day)) != CTXH_OK || rd->typed)
		return rc;
	return fail(rd->h, CTXH_EUSAGE, T(rd->h, "the date alone stands in a "
	    "calendar: \"%s\"; write dd/mm/yyyy"), text);
}

/* The date and the kind of a row. */
static int
read_day(struct reading *rd, const struct row *r, struct special_day *s)
{
	int kind = day_kind_of(r->field[1]);

	if (read_date(rd, r->field[0], &s->day) != CTXH_OK)
		return rd->h->status;
	if (kind == -1 || (kind == DAY_NONE && !rd->none))
		return fail(rd->h, CTXH_EUSAGE, rd->none ?
		    T(rd->h, "unknown kind of day: \"%s\"; write off, work or "
		    "none") : T(rd->h, "unknown kind of day: \"%s\"; write off "
		    "or work"), r->field[1]);
	if (kind != DAY_NONE && r->field[2][0] == '\0')
		return fail(rd->h, CTXH_EUSAGE,
		    T(rd->h, "day without a name: \"%s\""), r->field[0]);
	s->kind = (enum day_kind)kind;
	s->line = rd->cal->lines = r->line;
	return CTXH_OK;
}

static int
add_row(struct reading *rd, const struct row *r)
{
	struct calendar		*cal = rd->cal;
	struct special_day	*s;
	void			*days = cal->days;

	if (mem_grow(&days, &cal->cap, cal->count + 1, sizeof(*s)) != 0)
		return fail_nomem(rd->h);
	cal->days = days;
	s = &cal->days[cal->count];
	memset(s, 0, sizeof(*s));
	if (read_day(rd, r, s) != CTXH_OK ||
	    copy_field(rd->h, r, 2, &s->name) != CTXH_OK ||
	    copy_field(rd->h, r, 3, &s->basis) != CTXH_OK) {
		free(s->name);
		return rd->h->status;
	}
	cal->count++;		/* from here on the calendar frees it */
	return CTXH_OK;
}

/* What is wrong with a line: noted, or the end. */
static int
bad_line(struct reading *rd, int rc, int64_t line)
{
	ctxh_value *o;

	if (rc == CTXH_OK || rc == CTXH_ENOMEM)
		return rc;
	if (rd->errors == NULL)
		return fail_where_int(rd->h, "line", line);
	o = ctxh_value_object();
	if (o == NULL || put_int(o, "line", line) |
	    put_text(o, "message", ctxh_message(rd->h))) {
		ctxh_value_free(o);
		return fail_nomem(rd->h);
	}
	fail_clear(rd->h);
	rc = push(rd->errors, o) == 0 ? CTXH_OK : fail_nomem(rd->h);
	rd->stop |= ctxh_value_count(rd->errors) >= CALENDAR_ERRORS_MAX;
	return rc;
}

/* Cuts the line off the text; *next is what follows it, or NULL. */
static size_t
cut_line(char *line, char **next)
{
	size_t len;

	if ((*next = strchr(line, '\n')) != NULL)
		*(*next)++ = '\0';
	len = strlen(line);
	if (len > 0 && line[len - 1] == '\r')
		line[--len] = '\0';
	return len;
}

/* The header's line, or a row. */
static int
read_line(struct reading *rd, char *line, struct row *r, int *seen_header)
{
	int rc, header = !*seen_header;

	*seen_header = 1;
	if (rd->cal->count == CALENDAR_ROWS_MAX) {
		rd->stop = 1;
		return fail(rd->h, CTXH_EUSAGE, T(rd->h, "more than %d days in "
		    "one calendar"), CALENDAR_ROWS_MAX);
	}
	if (header)
		rd->sep = line[strcspn(line, ",;\t")] != '\0' ?
		    line[strcspn(line, ",;\t")] : ',';
	if ((rc = cut_row(rd->h, line, rd->sep, r)) == CTXH_OK)
		rc = header ? check_header(rd->h, r) : add_row(rd, r);
	rd->stop |= header && rc != CTXH_OK;
	return rc;
}

/* The text is ours to cut. */
static int
read_rows(struct reading *rd, char *text)
{
	struct row	 r = { .line = 0 };
	char		*line, *next;
	int		 seen_header = 0, rc;

	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	for (line = text; line != NULL && !rd->stop; line = next) {
		r.line++;
		if (cut_line(line, &next) == 0)
			continue;
		rc = read_line(rd, line, &r, &seen_header);
		if ((rc = bad_line(rd, rc, r.line)) != CTXH_OK)
			return rc;
	}
	if (!seen_header) {
		(void)fail(rd->h, CTXH_EUSAGE, "%s", T(rd->h, "empty calendar"));
		return bad_line(rd, rd->h->status, 1);
	}
	return CTXH_OK;
}

/* Sorts the rows; the later one of a day that comes twice is wrong. */
static int
check_twice(struct reading *rd)
{
	struct calendar		*cal = rd->cal;
	struct special_day	*s;
	char			 date[11];
	int			 rc;

	if (cal->count > 1)
		qsort(cal->days, cal->count, sizeof(cal->days[0]),
		    days_by_line);
	EACH(s, cal->days, cal->count) {
		if (rd->stop)
			break;
		if (s == cal->days || s->day != s[-1].day)
			continue;
		(void)date_format(s->day, date);
		rc = fail(rd->h, CTXH_EUSAGE,
		    T(rd->h, "day given twice: \"%s\""), date);
		if ((rc = bad_line(rd, rc, s->line)) != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

/* A copy that may be cut; NUL has no place in it. */
static int
copy_text(struct reading *rd, const char *csv, size_t n, char **out)
{
	*out = NULL;
	if (n > 0 && memchr(csv, '\0', n) != NULL) {
		(void)fail(rd->h, CTXH_EUSAGE, "%s",
		    T(rd->h, "not UTF-8; save the file as UTF-8"));
		return rd->errors != NULL ? bad_line(rd, CTXH_EUSAGE, 1) :
		    CTXH_EUSAGE;
	}
	if ((*out = malloc(n + 1)) == NULL)
		return fail_nomem(rd->h);
	if (n > 0)
		memcpy(*out, csv, n);
	(*out)[n] = '\0';
	return CTXH_OK;
}

int
calendar_read(ctxh *h, const char *csv, size_t n, ctxh_value *errors,
    struct calendar **out)
{
	struct reading	 rd = { .h = h, .errors = errors,
	    .none = errors != NULL };
	char		*text = NULL;
	int		 rc;

	*out = NULL;
	if ((rc = calendar_new(h, &rd.cal)) == CTXH_OK &&
	    (rc = copy_text(&rd, csv, n, &text)) == CTXH_OK && text != NULL &&
	    (rc = read_rows(&rd, text)) == CTXH_OK)
		rc = check_twice(&rd);
	free(text);
	if (rc == CTXH_OK)
		*out = rd.cal;
	else
		calendar_free(rd.cal);
	return rc;
}

int
calendar_one(ctxh *h, const char *const fields[4], struct calendar **out)
{
	struct reading	rd = { .h = h, .none = 1, .typed = 1 };
	struct row	r = { .line = 1 };
	size_t		i;
	int		rc;

	*out = NULL;
	for (i = 0; i < COLUMNS; i++)
		r.field[i] = fields[i] != NULL ? fields[i] : "";
	if ((rc = calendar_new(h, &rd.cal)) == CTXH_OK &&
	    (rc = add_row(&rd, &r)) == CTXH_OK)
		*out = rd.cal;
	else
		calendar_free(rd.cal);
	return rc;
}

int
calendar_parse(ctxh *h, const char *csv, size_t n, struct calendar **out)
{
	int rc;

	if ((rc = calendar_read(h, csv, n, NULL, out)) != CTXH_OK)
		return rc;
	if ((rc = calendar_settle(h, *out)) != CTXH_OK) {
		calendar_free(*out);
		*out = NULL;
	}
	return rc;
}
