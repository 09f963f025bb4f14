/*
 * Merged cells.  A class that is written once, in a cell merged over the rows
 * of all its pupils, is the class of each.  Where they are is said behind the
 * rows, so that a sheet is read twice; a very large one is not.
 */
#include <stdlib.h>
#include <string.h>

#include "base/handle.h"
#include "base/mem.h"
#include "wire/book.h"

#define SHEET_MAX	((uint64_t)64 << 20)	/* unpacked */
#define RANGES_MAX	10000
#define ACTIVE_MAX	256		/* at one row */
#define VALUE_MAX	1024

struct active {
	const struct range *range;
	struct buf	 value;
	int		 known;
};

struct merges {
	struct trouble	*t;
	struct range	*ranges;	/* by line */
	size_t		 n, cap;
	size_t		 next;		/* not yet reached */
	size_t		 line, from;	/* at; where to begin */
	struct active	 active[ACTIVE_MAX];
	size_t		 nactive;
	int		 known;
};

/* "B5": the bytes that it takes, 0 where it is no place of a sheet. */
static size_t
place_read(const char *s, size_t n, size_t *line, size_t *column)
{
	size_t i;

	*line = *column = 0;
	for (i = 0; i < n && s[i] >= 'A' && s[i] <= 'Z' && i < 3; i++)
		*column = *column * 26 + (size_t)(s[i] - 'A') + 1;
	for (; i < n && s[i] >= '0' && s[i] <= '9' && *line <= BOOK_ROWS; i++)
		*line = *line * 10 + (size_t)(s[i] - '0');
	return *column == 0 || *column > BOOK_COLUMNS || *line == 0 ||
	    *line > BOOK_ROWS ? 0 : i;
}

int
range_read(const char *s, size_t n, struct range *r)
{
	size_t used = place_read(s, n, &r->line, &r->column);

	if (used == 0 || used == n || s[used] != ':')
		return -1;
	s += used + 1;
	n -= used + 1;
	used = place_read(s, n, &r->last_line, &r->last_column);
	return used != n || r->last_line < r->line ||
	    r->last_column < r->column ? -1 : 0;
}

static void
on_start(void *ctx, const char *name, const struct xml_attrs *attrs)
{
	struct merges	*m = ctx;
	struct range	 r;
	const char	*ref;
	size_t		 n;

	if (strcmp(name, "mergeCell") != 0)
		return;
	ref = xml_attr(attrs, "ref", &n);
	if (ref == NULL || range_read(ref, n, &r) != 0)
		return;
	if (m->n == RANGES_MAX)
		(void)trouble(m->t, CTXH_EFAIL, T(m->t->h, "the sheet has more "
		    "than %d merged cells; unmerge them"), RANGES_MAX);
	else if (mem_grow((void **)&m->ranges, &m->cap, m->n + 1,
	    sizeof(*m->ranges)) != 0)
		(void)trouble_nomem(m->t);
	else
		m->ranges[m->n++] = r;
}

static void
on_end(void *ctx, const char *name)
{
	(void)ctx, (void)name;
}

static int
by_line(const void *a, const void *b)
{
	const struct range *r = a, *q = b;

	if (r->line != q->line)
		return r->line < q->line ? -1 : 1;
	return (r->column > q->column) - (r->column < q->column);
}

int
merges_open(struct trouble *t, struct archive *a, const char *part,
    struct merges **out)
{
	static const struct xml_handler handler = { on_start, on_end, NULL };
	struct merges	*m;
	struct xml	*x = NULL;
	int		 rc;

	*out = NULL;
	if ((m = calloc(1, sizeof(*m))) == NULL)
		return trouble_nomem(t);
	m->t = t;
	m->from = SIZE_MAX;
	rc = xml_open(t, a, part, &handler, m, &x);
	m->known = rc == CTXH_OK && xml_size(x) <= SHEET_MAX;
	while (m->known && rc == CTXH_OK)
		rc = xml_step(x);
	xml_close(x);
	if (rc != CTXH_OK && rc != CSV_END) {
		merges_close(m);
		return rc;
	}
	if (m->n > 0)
		qsort(m->ranges, m->n, sizeof(*m->ranges), by_line);
	*out = m;
	return CTXH_OK;
}

void
merges_close(struct merges *m)
{
	struct active *a;

	if (m == NULL)
		return;
	EACH(a, m->active, ACTIVE_MAX)
		buf_free(&a->value);
	free(m->ranges);
	free(m);
}

int
merges_known(const struct merges *m)
{
	return m->known;
}

void
merges_from(struct merges *m, size_t line)
{
	m->from = line;
}

void
merges_line(struct merges *m, size_t line)
{
	struct active	 gone, *a;
	size_t		 i, kept = 0;

	m->line = line;
	for (i = 0; i < m->nactive; i++) {
		if (m->active[i].range->last_line < line)
			continue;
		gone = m->active[kept];
		m->active[kept++] = m->active[i];
		m->active[i] = gone;
	}
	m->nactive = kept;
	for (; m->next < m->n && m->ranges[m->next].line <= line; m->next++) {
		if (m->nactive == ACTIVE_MAX ||
		    m->ranges[m->next].last_line == m->ranges[m->next].line ||
		    m->ranges[m->next].last_line < line)
			continue;
		a = &m->active[m->nactive++];
		a->range = &m->ranges[m->next];
		a->known = 0;
		buf_reset(&a->value);
	}
}

size_t
merges_next(const struct merges *m, size_t *i, const char **s, size_t *n)
{
	const struct active *a;

	while (*i < m->nactive) {
		a = &m->active[(*i)++];
		if (!a->known || a->range->line == m->line ||
		    a->range->line < m->from)
			continue;
		*s = a->value.data;
		*n = a->value.len;
		return a->range->column;
	}
	return 0;
}

void
merges_keep(struct merges *m, const struct csv_row *row)
{
	const struct csv_field *f;
	struct active	*a;

	EACH(a, m->active, m->nactive) {
		if (a->range->line != row->line || a->range->column > row->n)
			continue;
		f = &row->f[a->range->column - 1];
		if (f->len == 0 || f->len > VALUE_MAX)
			continue;
		buf_add(&a->value, f->s, f->len);
		a->known = !buf_failed(&a->value);
	}
}
