/*
 * Entries that a period is about, of a register that may hold many years of
 * others: of those no more than the time is read, and no JSON is taken apart.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "registers/entry.h"

/* When the documents of an entry happened. */
struct times {
	int64_t	id;
	int64_t	begins;		/* the earliest of those that begin it */
	int64_t	ends;		/* the latest of those that end it */
	int	is_ended, noted;
};

struct scan {
	enum entries_of	 which;
	int64_t		 start, asof;
	struct times	*list;		/* by id */
	size_t		 n, cap;
};

static int
compare_ids(const void *a, const void *b)
{
	int64_t	x = ((const struct times *)a)->id;
	int64_t y = ((const struct times *)b)->id;

	return (x > y) - (x < y);
}

/* First documents come first, and have the entry's id. */
static struct times *
find_times(struct scan *s, int64_t entry)
{
	struct times	 key = { .id = entry }, *t;

	if (s->n > 0 && (t = bsearch(&key, s->list, s->n, sizeof(key),
	    compare_ids)) != NULL)
		return t;
	if (mem_grow((void **)&s->list, &s->cap, s->n + 1,
	    sizeof(*s->list)) != 0)
		return NULL;
	t = &s->list[s->n++];
	*t = (struct times){ .id = entry, .begins = INT64_MAX };
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
take_time(ctxh *h, struct scan *s, stmt *st, struct buf *json)
{
	struct times	*t = find_times(s, db_int(st, 2));
	int64_t		 at;
	int		 rc, step = (int)db_int(st, 4);

	if (t == NULL)
		return fail_nomem(h);
	if ((rc = read_at(h, st, json, &at)) != CTXH_OK)
		return rc;
	if (step == STEP_START && at < t->begins)
		t->begins = at;
	if (step == STEP_NOTE && at >= s->start && at <= s->asof)
		t->noted = 1;
	if (step == STEP_END && (!t->is_ended || at > t->ends)) {
		t->is_ended = 1;
		t->ends = at;
	}
	return CTXH_OK;
}

/* Amended documents are looked at, too: what they say leaves nothing out. */
static int
is_wanted(const struct scan *s, const struct times *t)
{
	if (s->which == ENTRIES_NOTED)
		return t->noted;
	return t->begins <= s->asof && (!t->is_ended || t->ends >= s->start);
}

static int
read_times(ctxh *h, enum register_kind kind, struct scan *s)
{
	struct buf	 json = { 0 };
	stmt		*st;
	int		 rc, step = 0;

	if ((rc = db_stmt(h, SQL_entry_times, &st)) != CTXH_OK)
		return rc;
	db_bind_text(st, 1, register_names[kind]);
	/* The steps that nothing is asked about. */
	db_bind_int(st, 2, s->which == ENTRIES_NOTED ? STEP_END : STEP_NOTE);
	while (rc == CTXH_OK && (step = db_step(h, st)) == 1)
		rc = take_time(h, s, st, &json);
	db_reset(st);
	buf_free(&json);
	return step < 0 ? h->status : rc;
}

static int
load_wanted(ctxh *h, const struct scan *s, struct entries *all)
{
	const struct times	*t;
	int			 rc;

	EACH(t, s->list, s->n) {
		if (!is_wanted(s, t))
			continue;
		if (mem_grow((void **)&all->list, &all->cap, all->n + 1,
		    sizeof(*all->list)) != 0)
			return fail_nomem(h);
		if ((rc = entry_load(h, t->id, &all->list[all->n])) !=
		    CTXH_OK)
			return rc;
		all->n++;
	}
	return CTXH_OK;
}

int
entries_between(ctxh *h, enum register_kind kind, enum entries_of which,
    int64_t start, int64_t asof, struct entries *all, int *any)
{
	struct scan		 s = { .which = which, .start = start,
	    .asof = asof };
	const struct times	*t;
	int			 rc;

	memset(all, 0, sizeof(*all));
	*any = 0;
	if ((rc = rulebook_load(h)) == CTXH_OK &&
	    (rc = read_times(h, kind, &s)) == CTXH_OK)
		rc = load_wanted(h, &s, all);
	EACH(t, s.list, s.n)
		*any |= t->begins <= asof || t->noted;
	free(s.list);
	if (rc != CTXH_OK)
		entries_free(all);
	return rc;
}
