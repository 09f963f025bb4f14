/*
 * Entries that a period is about, of a register that may hold many years of
 * others: of those no more than the time is read, and no JSON is taken apart.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "registers/times.h"

/* What the documents that go on with an entry say. */
struct noted {
	int64_t	id;		/* the entry's */
	int	is;		/* one of them happened in the period */
	int	begun;		/* it began by the period's end */
};

struct scan {
	int64_t		 start, asof;
	struct noted	*list;		/* by id */
	size_t		 n, cap;
};

static int
compare_ids(const void *a, const void *b)
{
	int64_t	x = ((const struct noted *)a)->id;
	int64_t y = ((const struct noted *)b)->id;

	return (x > y) - (x < y);
}

/* First documents come first, and have the entry's id. */
static struct noted *
find_noted(struct scan *s, int64_t entry)
{
	struct noted	 key = { .id = entry }, *t;

	if (s->n > 0 && (t = bsearch(&key, s->list, s->n, sizeof(key),
	    compare_ids)) != NULL)
		return t;
	if (mem_grow((void **)&s->list, &s->cap, s->n + 1,
	    sizeof(*s->list)) != 0)
		return NULL;
	t = &s->list[s->n++];
	*t = (struct noted){ .id = entry };
	return t;
}

/* {"form":"group","at":1696150800,...: as meta is written; 0, or -1. */
static int
quick_at(const char *json, int64_t *at)
{
	static const char	 first[] = "{\"form\":\"", next[] = "\",\"at\":";
	char			*end;

	if (strncmp(json, first, sizeof(first) - 1) != 0)
		return -1;
	json += sizeof(first) - 1;
	json += strspn(json, "abcdefghijklmnopqrstuvwxyz0123456789_-");
	if (strncmp(json, next, sizeof(next) - 1) != 0)
		return -1;
	json += sizeof(next) - 1;
	*at = strtoll(json, &end, 10);
	return end != json && (*end == ',' || *end == '}') ? 0 : -1;
}

static int
read_at(ctxh *h, stmt *st, struct buf *json, int64_t *at)
{
	ctxh_value	*meta;
	int		 rc;

	if ((rc = row_open(h, TABLE_ENTRY, st, 3, json)) != CTXH_OK ||
	    quick_at(json->data, at) == 0)
		return rc;
	if ((rc = ctxh_value_parse(h, json->data, json->len, &meta)) ==
	    CTXH_OK)
		*at = get_int(meta, "at", 0);
	ctxh_value_free(meta);
	return rc;
}

static int
take_row(ctxh *h, struct scan *s, stmt *st, struct buf *json)
{
	struct noted	*t = find_noted(s, db_int(st, 2));
	int64_t		 at;
	int		 rc;

	if (t == NULL)
		return fail_nomem(h);
	if ((rc = read_at(h, st, json, &at)) != CTXH_OK)
		return rc;
	if (db_int(st, 4) == STEP_START)
		t->begun |= at <= s->asof;
	else
		t->is |= at >= s->start && at <= s->asof;
	return CTXH_OK;
}

static int
read_noted(ctxh *h, enum register_kind kind, struct scan *s)
{
	struct buf	 json = { 0 };
	stmt		*st;
	int		 rc, step = 0;

	if ((rc = db_stmt(h, SQL_entry_times, &st)) != CTXH_OK)
		return rc;
	db_bind_text(st, 1, register_names[kind]);
	while (rc == CTXH_OK && (step = db_step(h, st)) == 1)
		rc = take_row(h, s, st, &json);
	db_reset(st);
	buf_free(&json);
	return step < 0 ? h->status : rc;
}

static int
load_one(ctxh *h, int64_t id, struct entries *all)
{
	int rc;

	if (mem_grow((void **)&all->list, &all->cap, all->n + 1,
	    sizeof(*all->list)) != 0)
		return fail_nomem(h);
	if ((rc = entry_load(h, id, &all->list[all->n])) == CTXH_OK)
		all->n++;
	return rc;
}

/* Those of which something happened in the period. */
static int
load_noted(ctxh *h, enum register_kind kind, struct scan *s,
    struct entries *all, int *any)
{
	const struct noted	*t;
	int			 rc = read_noted(h, kind, s);

	EACH(t, s->list, rc == CTXH_OK ? s->n : 0) {
		*any |= t->begun || t->is;
		if (t->is && (rc = load_one(h, t->id, all)) != CTXH_OK)
			break;
	}
	free(s->list);
	return rc;
}

/* Those that were going on at some moment of it. */
static int
load_live(ctxh *h, enum register_kind kind, const struct scan *s,
    struct entries *all, int *any)
{
	struct times	*list, *t;
	size_t		 n;
	int		 rc = times_read(h, kind, &list, &n);

	EACH(t, list, rc == CTXH_OK ? n : 0) {
		*any |= t->begins <= s->asof;
		if (t->begins <= s->asof && t->ends >= s->start &&
		    (rc = load_one(h, t->id, all)) != CTXH_OK)
			break;
	}
	free(list);
	return rc;
}

int
entries_between(ctxh *h, enum register_kind kind, enum entries_of which,
    int64_t start, int64_t asof, struct entries *all, int *any)
{
	struct scan	s = { .start = start, .asof = asof };
	int		rc;

	memset(all, 0, sizeof(*all));
	*any = 0;
	if ((rc = rulebook_load(h)) == CTXH_OK)
		rc = which == ENTRIES_NOTED ?
		    load_noted(h, kind, &s, all, any) :
		    load_live(h, kind, &s, all, any);
	if (rc != CTXH_OK)
		entries_free(all);
	return rc;
}
