#include "store/feed.h"

#include <sqlite3.h>

#include "store/sqltext.h"

struct table {
	sqlite3_vtab	 base;
	struct feed	*feed;
};

struct cursor {
	sqlite3_vtab_cursor base;
	struct feed_value row[FEED_COLUMNS];
	sqlite3_int64	 n;
	int		 more;
};

static int
on_connect(sqlite3 *sq, void *feed, int argc, const char *const *argv,
    sqlite3_vtab **out, char **message)
{
	struct table	*t;
	int		 rc;

	(void)argc;
	(void)argv;
	(void)message;
	rc = sqlite3_declare_vtab(sq, sql_text(SQL_feed_table));
	if (rc != SQLITE_OK)
		return rc;
	if ((t = sqlite3_malloc(sizeof(*t))) == NULL)
		return SQLITE_NOMEM;
	*t = (struct table){ .feed = feed };
	*out = &t->base;
	return SQLITE_OK;
}

static int
on_disconnect(sqlite3_vtab *vtab)
{
	sqlite3_free(vtab);
	return SQLITE_OK;
}

/* There is one way to read it. */
static int
on_plan(sqlite3_vtab *vtab, sqlite3_index_info *info)
{
	(void)vtab;
	(void)info;
	return SQLITE_OK;
}

static int
on_open(sqlite3_vtab *vtab, sqlite3_vtab_cursor **out)
{
	struct cursor *c;

	(void)vtab;
	if ((c = sqlite3_malloc(sizeof(*c))) == NULL)
		return SQLITE_NOMEM;
	*c = (struct cursor){ .n = 0 };
	*out = &c->base;
	return SQLITE_OK;
}

static int
on_close(sqlite3_vtab_cursor *cursor)
{
	sqlite3_free(cursor);
	return SQLITE_OK;
}

static int
on_next(sqlite3_vtab_cursor *cursor)
{
	struct cursor		*c = (struct cursor *)cursor;
	const struct feed	*feed = ((struct table *)cursor->pVtab)->feed;

	c->n++;
	c->more = feed->next != NULL && feed->next(feed->ctx, c->row);
	return SQLITE_OK;
}

static int
on_filter(sqlite3_vtab_cursor *cursor, int plan, const char *name, int argc,
    sqlite3_value **argv)
{
	(void)plan;
	(void)name;
	(void)argc;
	(void)argv;
	return on_next(cursor);
}

static int
on_eof(sqlite3_vtab_cursor *cursor)
{
	return !((const struct cursor *)cursor)->more;
}

static int
on_column(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int i)
{
	const struct feed_value *v = &((const struct cursor *)cursor)->row[i];

	if (v->kind == FEED_INT)
		sqlite3_result_int64(out, v->n);
	else if (v->kind == FEED_TEXT)
		sqlite3_result_text64(out, v->p, v->len, SQLITE_STATIC,
		    SQLITE_UTF8);
	else
		sqlite3_result_blob64(out, v->p, v->len, SQLITE_STATIC);
	return SQLITE_OK;
}

static int
on_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *id)
{
	*id = ((const struct cursor *)cursor)->n;
	return SQLITE_OK;
}

/* Without xCreate it needs no CREATE, and is in no schema. */
static const sqlite3_module module = {
	.xConnect = on_connect,
	.xBestIndex = on_plan,
	.xDisconnect = on_disconnect,
	.xOpen = on_open,
	.xClose = on_close,
	.xFilter = on_filter,
	.xNext = on_next,
	.xEof = on_eof,
	.xColumn = on_column,
	.xRowid = on_rowid,
};

int
feed_init(sqlite3 *sq, struct feed *feed)
{
	return sqlite3_create_module(sq, "feed", &module, feed);
}
