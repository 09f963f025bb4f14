/*
 * A list, row by row a document of a register: one operation, or nothing.  Or
 * row by row an item of a document that is still to be recorded.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/op.h"
#include "lists/import_map.h"
#include "people/year.h"
#include "registers/row.h"
#include "text/fold.h"

#define ENTRY_COLUMN	FIELD_OWN	/* the entry's number; then the form's
					 * columns */

struct list {
	ctxh		*h;
	const struct ctxh_import_options *opt;
	struct row_form	*form;
	const struct row_column *columns;
	size_t		 n;
	struct reader	 reader;
	struct list_kind kind;
	struct field_def own[FIELD_OWN_MAX];
	struct buf	 words[FIELD_OWN_MAX];	/* the headers of each */
	struct buf	 passed;
	struct record	 record;
	ctxh_value	*memory;
	ctxh_value	*items, *lines;	/* NULL: each row is a document */
	uint64_t	 created, unchanged, refused;
};

static struct list *
list_of(struct reader *r)
{
	return (struct list *)((char *)r - offsetof(struct list, reader));
}

/* ---- which columns there are ---- */

static void
add_word(struct list *l, struct buf *words, const char *text, size_t n)
{
	fold_key(text, n, &l->reader.scratch);
	if (l->reader.scratch.len > 0)
		buf_fmt(words, "%s%s", words->len > 0 ? "|" : "",
		    l->reader.scratch.data);
}

/* The id, both labels, and a label without what stands behind a comma or in
 * brackets. */
static void
add_column(struct list *l, size_t i, const char *id, const char *vi,
    const char *en)
{
	struct buf *words = &l->words[i];

	add_word(l, words, id, strlen(id));
	add_word(l, words, vi, strlen(vi));
	add_word(l, words, vi, strcspn(vi, ",("));
	add_word(l, words, en, strlen(en));
	l->own[i] = (struct field_def){ id, vi, buf_failed(words) ? "" :
	    words->data, NULL };
}

static void
pass_column(void *ctx, const char *id)
{
	struct list *l = ctx;

	add_word(l, &l->passed, id, strlen(id));
}

static int
has(const struct reader *r, int f)
{
	return r->columns.of[f] >= 0;
}

/* Where the list has the form's column, a pupil's id also under the headers
 * that lists of pupils have; -1: nowhere. */
static int
place_of(const struct list *l, size_t i)
{
	static const enum field ids[] = { FIELD_MOET, FIELD_SCHOOL,
	    FIELD_PERSONAL };
	int	own = ENTRY_COLUMN + 1 + (int)i;
	size_t	k;

	if (has(&l->reader, own))
		return own;
	for (k = 0; l->columns[i].pupil && k < sizeof(ids) / sizeof(*ids); k++)
		if (has(&l->reader, (int)ids[k]))
			return (int)ids[k];
	return -1;
}

/* Says which columns are missing. */
static void
check_columns(struct reader *r)
{
	struct list	*l = list_of(r);
	size_t		 i;

	if (!row_form_begins(l->form) && !has(r, ENTRY_COLUMN))
		header_error(r, 0, T(r->h, "the list has no column \"%s\""),
		    "entry");
	for (i = 0; i < l->n; i++)
		if (l->columns[i].required && place_of(l, i) < 0)
			header_error(r, 0, T(r->h, "the list has no column "
			    "\"%s\" (%s)"), l->columns[i].vi,
			    l->columns[i].id);
}

/* A row that has all that it must have. */
static int
is_row(struct reader *r)
{
	const struct list	*l = list_of(r);
	size_t			 i;

	for (i = 0; i < l->n; i++)
		if (l->columns[i].required && place_of(l, i) >= 0 &&
		    row_cell(r, (enum field)place_of(l, i)).len == 0)
			return 0;
	return row_form_begins(l->form) ||
	    row_cell(r, (enum field)ENTRY_COLUMN).len > 0;
}

static int
make_kind(struct list *l)
{
	size_t	i;
	int	failed;

	l->n = row_form_columns(l->form, &l->columns);
	if (l->n > FIELD_OWN_MAX - 1)
		l->n = FIELD_OWN_MAX - 1;
	/* Where a row begins an entry, the number of one is passed over. */
	add_column(l, 0, row_form_begins(l->form) ? "entry_number" : "entry",
	    "Số mục", "Entry");
	for (i = 0; i < l->n; i++)
		add_column(l, i + 1, l->columns[i].id, l->columns[i].vi,
		    l->columns[i].en);
	buf_str(&l->passed, "|");
	row_form_shown(l->form, pass_column, l);
	buf_str(&l->passed, "|");
	l->kind = (struct list_kind){ .memory = "register.column.",
	    .own = l->own, .nown = l->n + 1, .passed = l->passed.data,
	    .check = check_columns, .is_row = is_row, .least = 2,
	    .any_id = 1 };
	l->reader.kind = &l->kind;
	failed = buf_failed(&l->passed) || buf_failed(&l->reader.scratch);
	for (i = 0; i <= l->n; i++)
		failed |= buf_failed(&l->words[i]);
	return failed ? fail_nomem(l->h) : CTXH_OK;
}

/* ---- a row ---- */

static int
take_cells(struct list *l)
{
	struct reader	*r = &l->reader;
	size_t		 i;
	int		 place, rc;

	if ((rc = row_begin(l->form)) != CTXH_OK)
		return rc;
	for (i = 0; i < l->n; i++) {
		if ((place = place_of(l, i)) < 0)
			continue;
		row_take(r, (enum field)place);
		if (r->value[place].len > 0 && (rc = row_cell_value(l->form,
		    r->list, i, row_value(r, (enum field)place))) != CTXH_OK)
			return rc;
	}
	return CTXH_OK;
}

static const char *
entry_named(struct list *l)
{
	struct reader *r = &l->reader;

	if (row_form_begins(l->form))
		return NULL;
	row_take(r, (enum field)ENTRY_COLUMN);
	return row_value(r, (enum field)ENTRY_COLUMN);
}

static int
is_of_row(int status)
{
	return status == CTXH_EUSAGE || status == CTXH_ENOTFOUND ||
	    status == CTXH_ERULE;
}

/* Says of the row why the form does not take it. */
static int
refuse_row(struct list *l)
{
	size_t	i = row_blamed(l->form);
	int	place = i < l->n ? place_of(l, i) : -1;

	row_error(&l->reader, place >= 0 ? (enum field)place : FIELD_NONE,
	    "%s", ctxh_message(l->h));
	l->refused++;
	fail_clear(l->h);
	return CTXH_OK;
}

static void
warn_of_row(struct list *l)
{
	const ctxh_value *v;

	VALUE_EACH(v, row_notices(l->form))
		if (get_text(v, "message") != NULL)
			finding_add(&l->reader.warnings, l->record.line, 0,
			    "%s", get_text(v, "message"));
}

static int
take_item(struct list *l)
{
	if (ctxh_value_push(l->items, row_item(l->form)) |
	    ctxh_value_push(l->lines,
	    ctxh_value_number((double)l->record.line)))
		return fail_nomem(l->h);
	return CTXH_OK;
}

static int
take_row(void *ctx, const struct csv_row *row)
{
	struct list	*l = ctx;
	struct reader	*r = &l->reader;
	enum row_end	 what = ROW_TITLE;
	int		 rc;

	memset(&l->record, 0, sizeof(l->record));
	r->row = row;
	r->rec = &l->record;
	l->record.line = row->line;
	buf_reset(&r->text);
	if (row_is_none(r))
		return CTXH_OK;
	r->rows++;
	if (l->record.bad) {
		l->refused++;
		return CTXH_OK;
	}
	if ((rc = take_cells(l)) != CTXH_OK)
		return rc;
	if (l->items != NULL)
		return take_item(l);
	rc = row_record(l->form, entry_named(l), &what);
	if (is_of_row(rc))
		return refuse_row(l);
	if (rc == CTXH_OK && what == ROW_NEW)
		warn_of_row(l);
	l->created += rc == CTXH_OK && what == ROW_NEW;
	l->unchanged += rc == CTXH_OK && what == ROW_SAME;
	r->rows -= rc == CTXH_OK && what == ROW_TITLE;
	return rc;
}

/* ---- the result ---- */

static int
put_counts(const struct list *l, ctxh_value *o)
{
	return put_int(o, "created", (int64_t)l->created) |
	    put_int(o, "unchanged", (int64_t)l->unchanged) |
	    put_int(o, "rejected", (int64_t)l->refused);
}

static int
give_items(struct list *l, ctxh_value *o)
{
	int failed = put(o, "items", l->items) | put(o, "lines", l->lines);

	l->items = l->lines = NULL;
	return failed;
}

static int
result(struct list *l, ctxh_value **out)
{
	const struct reader	*r = &l->reader;
	ctxh_value		*o = *out = ctxh_value_object();

	if (o == NULL || put_int(o, "format", 1) |
	    put_text(o, "form", row_form_id(l->form)) |
	    put_int(o, "read", (int64_t)r->rows) |
	    (l->items != NULL ? give_items(l, o) : put_counts(l, o)) |
	    list_findings(r, o))
		return fail_nomem(l->h);
	return CTXH_OK;
}

/* Behind the commit nothing may fail any more, so the result is made before.
 * It is given also where the list is refused. */
static int
finish(struct list *l, ctxh_value **out)
{
	int	bad = l->reader.errors.total > 0, rc;
	int	kept = !bad || (l->opt->keep_going && !l->reader.useless);
	int	any = l->created > 0;

	if ((rc = result(l, out)) != CTXH_OK)
		return rc;
	if (kept && any && put_int(op_detail(l->h), "recorded",
	    (int64_t)l->created) != 0)
		return fail_nomem(l->h);
	if (kept && any && (rc = memory_keep(l->h, &l->reader)) != CTXH_OK)
		return rc;
	if ((rc = op_finish(l->h, !kept || !any || l->opt->dry_run, *out)) !=
	    CTXH_OK || !bad)
		return rc;
	if (kept && any)
		return fail(l->h, CTXH_EPARTLY, T(l->h, "%llu rows were "
		    "refused, the others were taken"),
		    (unsigned long long)l->refused);
	return fail(l->h, CTXH_EFAIL, T(l->h, "the list was refused (%llu "
	    "errors); nothing was written"),
	    (unsigned long long)l->reader.errors.total);
}

/* What is read of the list goes no further yet. */
static int
finish_items(struct list *l, ctxh_value **out)
{
	struct reader	*r = &l->reader;
	int		 rc;

	/* A correction by nothing would end all that there was. */
	if (r->rows == 0 && r->errors.total == 0)
		header_error(r, 0, T(l->h, "no row stands below the headers"));
	if ((rc = result(l, out)) != CTXH_OK || r->errors.total == 0)
		return rc;
	return fail(l->h, CTXH_EFAIL, T(l->h, "the list was refused (%llu "
	    "errors); nothing was written"),
	    (unsigned long long)r->errors.total);
}

static int
begin_op(struct list *l, const char *form)
{
	int rc;

	if ((rc = memory_load(l->h, &l->kind, &l->memory)) != CTXH_OK)
		return rc;
	l->reader.remembered = l->memory;
	return op_begin(l->h, form);
}

/* How the columns were named before is sealed under a key that a mentor, who
 * writes a plan's items, does not have: it is not asked. */
static int
begin_items(struct list *l)
{
	l->items = ctxh_value_list();
	l->lines = ctxh_value_list();
	return l->items != NULL && l->lines != NULL ? CTXH_OK :
	    fail_nomem(l->h);
}

static int
start(struct list *l, const char *form, const char *field)
{
	struct reader	*r = &l->reader;
	int		 rc, year = 0;

	if (l->opt->year != NULL && (year = year_named(l->opt->year)) <= 0)
		return fail(l->h, CTXH_EUSAGE, T(l->h, "no such school year: "
		    "\"%s\""), l->opt->year);
	r->h = l->h;
	r->opt = l->opt;
	if ((rc = row_form_open(l->h, form, field, year, &l->form)) !=
	    CTXH_OK ||
	    (rc = make_kind(l)) != CTXH_OK ||
	    (rc = check_map(l->h, &l->kind, l->opt)) != CTXH_OK ||
	    (rc = encoding_check(l->h, l->opt->encoding)) != CTXH_OK ||
	    (rc = field != NULL ? begin_items(l) : begin_op(l, form)) !=
	    CTXH_OK)
		return rc;
	return list_open(l->h, l->opt, &r->list);
}

static void
list_free(struct list *l)
{
	size_t i;

	for (i = 0; i < FIELD_OWN_MAX; i++)
		buf_free(&l->words[i]);
	buf_free(&l->passed);
	row_form_close(l->form);
	reader_free(&l->reader);
	ctxh_value_free(l->memory);
	ctxh_value_free(l->items);
	ctxh_value_free(l->lines);
	free(l);
}

static int
read_list(ctxh *h, const char *form, const char *field,
    const struct ctxh_import_options *opt, ctxh_value **out)
{
	struct ctxh_import_options	 own;
	struct list			*l;
	int				 rc;

	*out = NULL;
	if ((rc = import_options(h, opt, &own)) != CTXH_OK)
		return rc;
	if ((l = calloc(1, sizeof(*l))) == NULL)
		return fail_nomem(h);
	l->h = h;
	l->opt = &own;
	if ((rc = start(l, form, field)) == CTXH_OK &&
	    (rc = list_rows(h, &l->reader, NULL, take_row, l,
	    &l->refused)) == CTXH_OK)
		rc = field == NULL ? finish(l, out) : finish_items(l, out);
	op_abort(h);
	list_free(l);
	if (rc != CTXH_OK && rc != CTXH_EFAIL && rc != CTXH_EPARTLY) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return rc;
}

EXPORT int
ctxh_entry_import(ctxh *h, const char *form,
    const struct ctxh_import_options *opt, ctxh_value **out)
{
	return read_list(h, form, NULL, opt, out);
}

EXPORT int
ctxh_entry_items(ctxh *h, const char *form, const char *field,
    const struct ctxh_import_options *opt, ctxh_value **out)
{
	return read_list(h, form, field, opt, out);
}
