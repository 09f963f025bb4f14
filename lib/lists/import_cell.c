/* The cells of a row under way, as values; and what is wrong with them. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "lists/import.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "wire/writer.h"

struct csv_field
row_cell(const struct reader *r, enum field f)
{
	struct csv_field c = { "", 0 };
	int		 i = r->columns.of[f];
	size_t		 skip;

	if (i < 0 || (size_t)i >= r->row->n)
		return c;
	c = r->row->f[i];
	if (c.len > 0 && c.s[0] == '\'') {
		c.len = csv_restore(c.s, c.len, &skip);
		c.s += skip;
	}
	return c;
}

/* The number of a field's column, 0 where the list has none. */
size_t
row_column(const struct reader *r, enum field f)
{
	return (size_t)(r->columns.of[f] + 1);
}

void
row_refuse(struct reader *r, size_t column, const char *text)
{
	r->rec->bad = 1;
	finding_add(&r->errors, r->row->line, column, "%s", text);
	if (r->raw)
		reject_why(&r->why, text);
}

void
row_error(struct reader *r, enum field f, const char *fmt, ...)
{
	char	text[1024];
	va_list	ap;

	r->rec->bad = 1;
	if (row_is_fault(r, f))
		return;		/* that has been said */
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	utf8_trim(text);
	row_refuse(r, row_column(r, f), text);
	mem_wipe(text, strlen(text));
}

void
row_warn(struct reader *r, enum warning kind, enum field f, const char *fmt,
    ...)
{
	va_list ap;

	if (r->warnings.of_kind[kind]++ >= WARNINGS_LISTED) {
		r->warnings.total++;
		return;
	}
	va_start(ap, fmt);
	finding_vadd(&r->warnings, r->row->line, row_column(r, f), fmt, ap);
	va_end(ap);
}

const char *
row_value(const struct reader *r, enum field f)
{
	return r->value[f].len > 0 ? r->text.data + r->value[f].at : "";
}

size_t
digits_of(const char *s)
{
	return strspn(s, "0123456789");
}
