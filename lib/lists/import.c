/* Taking in a student list: one operation, or nothing. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "chain/op.h"
#include "people/class_next.h"
#include "lists/import.h"
#include "lists/import_map.h"
#include "people/year.h"

/* What was appended to the options of version 1 is not there in theirs. */
int
import_options(ctxh *h, const struct ctxh_import_options *o,
    struct ctxh_import_options *own)
{
	memset(own, 0, sizeof(*own));
	if (o == NULL || o->version < 1 || o->version > CTXH_IMPORT_VERSION)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the options of the "
		    "import are not of this version"));
	memcpy(own, o, o->version == 1 ?
	    offsetof(struct ctxh_import_options, encoding) : sizeof(*own));
	return CTXH_OK;
}

static int
check_options(ctxh *h, const struct ctxh_import_options *o, int *year)
{
	if (o->read == NULL)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "the options of the "
		    "import are not of this version"));
	if (o->year == NULL)
		return fail(h, CTXH_EUSAGE, "%s", T(h, "a list needs its "
		    "school year"));
	if ((*year = year_named(o->year)) <= 0)
		return fail(h, CTXH_EUSAGE, T(h, "not a school year: \"%s\"; "
		    "write 2024 or 2024-2025"), o->year);
	return check_map(h, &student_list_kind, o) == CTXH_OK ?
	    encoding_check(h, o->encoding) : h->status;
}

/* The grades that the school's levels have, a bit each; 0: any. */
static int
load_levels(ctxh *h, unsigned *grades)
{
	struct grades	g;
	int		rc = grades_load(h, &g);

	/* A kindergarten's lists have the ages there. */
	*grades = g.taught != 0 && g.nursery ? g.taught | 0x7f : g.taught;
	return rc;
}

/* The good rows of a batch, one after the other. */
struct good_rows {
	const struct batch *batch;
	size_t		 next;
};

static const struct record *
next_good(struct good_rows *g)
{
	while (g->next < g->batch->n && g->batch->rec[g->next].bad)
		g->next++;
	return g->next < g->batch->n ? &g->batch->rec[g->next++] : NULL;
}

static const struct row *
next_sealed(void *ctx)
{
	const struct record *rec = next_good(ctx);

	return rec != NULL ? &rec->sealed : NULL;
}

/* A batch for an empty register.  Should an id turn out to be taken, the list
 * is refused as a whole. */
static int
put_batch(struct import *im, const struct batch *b)
{
	struct good_rows	 rows = { b, 0 }, again = rows;
	const struct record	*rec;
	size_t			 i;
	int			 rc;

	rc = op_put(im->h, TABLE_STUDENT, next_sealed, &rows);
	while (rc == CTXH_OK && (rec = next_good(&again)) != NULL) {
		im->created++;
		if ((rc = import_add_tags(im, rec)) == CTXH_OK &&
		    (rc = marks_add(im->h, &im->marking, rec->id,
		    rec->mark)) == CTXH_OK)
			rc = dups_add(im->dups, rec->id, &rec->print);
	}
	for (i = 0; rc == CTXH_OK && i < b->n; i++)
		if (changes_wants(&im->changes, CHANGE_CREATED) ||
		    b->rec[i].bad)
			rc = import_note(im, b, &b->rec[i]);
	return rc;
}

static int
by_number(const void *a, const void *b)
{
	uint64_t n = *(const uint64_t *)a, m = *(const uint64_t *)b;

	return (n > m) - (n < m);
}

/* The lines that were refused for an id once they were written. */
static void
sort_shared(struct import *im)
{
	if (im->nshared > 0)
		qsort(im->shared, im->nshared, sizeof(*im->shared),
		    by_number);
}

static int
take_batches(struct import *im)
{
	struct batch	*b;
	int		 rc = CTXH_OK;

	while (rc == CTXH_OK && (b = queue_next(&im->queue)) != NULL) {
		rc = im->seal ? put_batch(im, b) : match_batch(im, b);
		if (rc == CTXH_OK)
			rc = reject_batch(im, b);
		if (rc == CTXH_OK)
			rc = handle_progress(im->h, b->bytes, im->opt->size);
		queue_done(&im->queue);
	}
	if (rc == CTXH_OK)
		rc = marks_flush(im->h, &im->marking);
	if (rc == CTXH_OK && im->seal)
		rc = import_write_indexes(im);
	sort_shared(im);
	return rc;
}

/* What a thread came to is told by the handle's. */
static int
verdict_of_threads(struct import *im)
{
	size_t	i;
	int	failed = im->reader.errors.failed || im->errors.failed ||
		    im->reader.warnings.failed || im->warnings.failed;

	if (im->reader.status == CTXH_EIO)
		return fail(im->h, CTXH_EIO, "%s", T(im->h, "cannot read the "
		    "list"));
	for (i = 0; i < QUEUE_SEALERS; i++)
		failed |= im->sealer[i].failed;
	return failed || im->reader.status != CTXH_OK ? fail_nomem(im->h) :
	    CTXH_OK;
}

static int
run(struct import *im)
{
	pthread_t	 thread[1 + QUEUE_SEALERS];
	size_t		 n = 0;
	int		 rc, failed;

	if (queue_init(&im->queue, im->reader.most) != 0)
		return fail_nomem(im->h);
	failed = pthread_create(&thread[n], NULL, reader_run, &im->reader);
	for (n = !failed; !failed && n <= QUEUE_SEALERS; n += !failed)
		failed = pthread_create(&thread[n], NULL, sealer_run,
		    &im->sealer[n - 1]);
	rc = failed ? fail(im->h, CTXH_EFAIL, "%s", T(im->h, "cannot start "
	    "a thread")) : take_batches(im);
	queue_stop(&im->queue);
	while (n-- > 0)
		(void)pthread_join(thread[n], NULL);
	queue_free(&im->queue);
	return rc != CTXH_OK ? rc : verdict_of_threads(im);
}

static void
set_up(struct import *im)
{
	struct reader	*r = &im->reader;
	struct sealer	*s;

	r->h = im->h;
	r->kind = &student_list_kind;
	r->opt = im->opt;
	r->remembered = im->memory;
	r->queue = &im->queue;
	r->year = im->year;
	r->base = im->base;
	r->raw = im->opt->reject != NULL;
	im->seal = im->base == 0 && !im->opt->keep_going && !r->raw;
	r->most = im->seal ? BATCH_SEALED : BATCH_ROWS;
	EACH(s, im->sealer, QUEUE_SEALERS) {
		s->vault = im->h->vault;
		s->queue = &im->queue;
		s->op = op_id(im->h);
		s->seal = im->seal;
		(void)dup_key_make(s->vault, &s->dup);
		s->mark = im->marks.key;
	}
}

int
list_open(ctxh *h, const struct ctxh_import_options *opt, struct rows **out)
{
	struct rows_source src = { .read = opt->read, .ctx = opt->read_ctx,
	    .read_at = opt->read_at, .at_ctx = opt->read_ctx,
	    .size = opt->size, .charset = encoding_said(opt->encoding),
	    .beside = db_path(h) };

	return rows_open(h, &src, out) == CTXH_OK ? CTXH_OK : fail_nomem(h);
}

static int
start(struct import *im)
{
	struct reader	*r = &im->reader;
	int		 rc;

	if ((rc = load_levels(im->h, &r->levels)) != CTXH_OK ||
	    (rc = memory_load(im->h, &student_list_kind,
	    &im->memory)) != CTXH_OK ||
	    (rc = op_begin(im->h, "student import")) != CTXH_OK ||
	    (rc = op_next(im->h, TABLE_STUDENT, &im->base)) != CTXH_OK)
		return rc;
	/* The first line is 1, so that the first row id is base + 1. */
	im->base--;
	if ((rc = marks_open(im->h, &im->marks)) != CTXH_OK ||
	    (rc = marks_open(im->h, &im->marking)) != CTXH_OK)
		return rc;
	set_up(im);
	if (im->seal && sorter_open(db_path(im->h), TAG_RECORD, TAG_MEMORY,
	    &im->tags) != CTXH_OK)
		return fail_nomem(im->h);
	if ((rc = list_open(im->h, im->opt, &r->list)) != CTXH_OK)
		return rc;
	if (seen_init(&im->seen, im->base) != 0 ||
	    pupils_init(&im->away.left, im->base) != 0 ||
	    pupils_init(&im->away.missing, im->base) != 0 ||
	    pupils_init(&im->away.named, im->base) != 0 ||
	    (im->missing = ctxh_value_list()) == NULL)
		return fail_nomem(im->h);
	im->named = im->opt->names;
	return dups_open(im->h, &im->dups);
}

void
import_warn(struct import *im, uint64_t *of_kind, uint64_t line,
    size_t column, const char *fmt, ...)
{
	va_list ap;

	if (++*of_kind > WARNINGS_LISTED) {
		im->warnings.total++;
		return;
	}
	va_start(ap, fmt);
	finding_vadd(&im->warnings, line, column, fmt, ap);
	va_end(ap);
}

static uint64_t
count_errors(const struct import *im)
{
	return im->errors.total + im->reader.errors.total;
}

static int
is_refused(const struct import *im)
{
	return im->reader.useless || (count_errors(im) > 0 &&
	    (!im->opt->keep_going ||
	    im->created + im->updated + im->unchanged == 0));
}

int
import_is_shared(const struct import *im, uint64_t line)
{
	return im->nshared > 0 && bsearch(&line, im->shared, im->nshared,
	    sizeof(*im->shared), by_number) != NULL;
}

/* A row whose two ids are both another's is one row. */
static uint64_t
count_shared(const struct import *im)
{
	uint64_t	n = 0;
	size_t		i;

	for (i = 0; i < im->nshared; i++)
		n += i == 0 || im->shared[i] != im->shared[i - 1];
	return n;
}

/* Of a list that is refused nothing was made or changed. */
static void
settle_counts(struct import *im)
{
	im->rejected += count_shared(im);
	if (!is_refused(im))
		return;
	im->created = im->updated = im->unchanged = im->moved_up = 0;
	pupils_free(&im->away.left);
}

static int
put_findings(const struct import *im, ctxh_value *o)
{
	const struct findings *warned = &im->reader.warnings;

	return put(o, "warnings", findings_value(warned, &im->warnings)) |
	    put_int(o, "warnings_total", (int64_t)(warned->total +
	    im->warnings.total)) |
	    put(o, "errors", findings_value(&im->reader.errors,
	    &im->errors)) |
	    put_int(o, "errors_total", (int64_t)count_errors(im));
}

static int
result(struct import *im, int64_t op, ctxh_value **out)
{
	ctxh_value	*o = ctxh_value_object(), *dups = im->dups_listed;
	int		 rc = CTXH_OK;

	if (o == NULL)
		return fail_nomem(im->h);
	im->dups_listed = NULL;
	if (put_int(o, "format", 1) |
	    put_int(o, "read", (int64_t)im->reader.rows) |
	    put_int(o, "created", (int64_t)im->created) |
	    put_int(o, "updated", (int64_t)im->updated) |
	    put_int(o, "unchanged", (int64_t)im->unchanged) |
	    put_int(o, "moved_up", (int64_t)im->moved_up) |
	    put_int(o, "rejected", (int64_t)im->rejected) |
	    changes_put(im, is_refused(im), o) |
	    put(o, "mapping", columns_value(&im->reader, 0)) |
	    put_findings(im, o) |
	    put(o, "dups", dups) |
	    put_int(o, "dups_total", (int64_t)im->ndups) |
	    encoding_put(&im->reader, o) |
	    sheet_describe(&im->reader, o))
		rc = fail_nomem(im->h);
	else
		rc = im->tell(im->h, &im->away, o);
	if (rc == CTXH_OK &&
	    (op != 0 ? put_int(o, "op", op) : put_null(o, "op")) != 0)
		rc = fail_nomem(im->h);
	if (rc == CTXH_OK)
		*out = o;
	else
		ctxh_value_free(o);
	return rc;
}

static int
write_rest(struct import *im)
{
	ctxh_value	*detail = op_detail(im->h);
	char		 year[16];
	int		 rc;

	year_name(im->year, year);
	if (put_text(detail, "year", year) |
	    put_int(detail, "created", (int64_t)im->created) |
	    put_int(detail, "updated", (int64_t)im->updated) |
	    put_int(detail, "rejected", (int64_t)im->rejected) |
	    (im->named ? put_bool(detail, "names", 1) : 0))
		return fail_nomem(im->h);
	if ((rc = year_open(im->h, im->year)) != CTXH_OK)
		return rc;
	return memory_keep(im->h, &im->reader);
}

/* Writes the operation, or takes all of it back.  What is said of it is made
 * before the commit: behind it nothing may fail any more. */
static int
finish(struct import *im, ctxh_value **out)
{
	int write, rc = CTXH_OK;

	settle_counts(im);
	write = !is_refused(im) && !im->opt->dry_run &&
	    (im->created + im->updated > 0 || memory_is_new(&im->reader));
	if (!is_refused(im))
		rc = missing_find(im);
	if (rc == CTXH_OK && write)
		rc = write_rest(im);
	if (rc == CTXH_OK)
		rc = result(im, write ? op_id(im->h) : 0, out);
	if (rc != CTXH_OK)
		return rc;
	if (!write) {
		op_abort(im->h);
		rc = import_trace(im);
	} else
		rc = op_commit(im->h, NULL);
	if (rc != CTXH_OK) {
		ctxh_value_free(*out);
		*out = NULL;
	}
	return rc;
}

static int
verdict(struct import *im)
{
	unsigned long long n = count_errors(im);

	if (is_refused(im))
		return fail(im->h, CTXH_EFAIL, T(im->h, "the list was refused "
		    "(%llu errors); nothing was written"), n);
	if (n > 0)
		return fail(im->h, CTXH_EPARTLY, T(im->h, "rows were refused "
		    "(%llu errors); the others were taken"), n);
	return CTXH_OK;
}

static void
import_free(struct import *im)
{
	size_t i;

	reader_free(&im->reader);
	findings_free(&im->errors);
	findings_free(&im->warnings);
	free(im->joined);
	for (i = 0; i < QUEUE_SEALERS; i++)
		buf_free(&im->sealer[i].scratch);
	dups_close(im->dups);
	ctxh_value_free(im->dups_listed);
	free(im->shared);
	free(im->slots);
	sorter_close(im->tags);
	seen_free(&im->seen);
	pupils_free(&im->away.left);
	pupils_free(&im->away.missing);
	pupils_free(&im->away.named);
	ctxh_value_free(im->changes.list);
	ctxh_value_free(im->missing);
	ctxh_value_free(im->memory);
	buf_free(&im->scratch);
	mem_wipe(im->sealer, sizeof(im->sealer));
	mem_wipe(&im->marks.key, sizeof(im->marks.key));
	mem_wipe(&im->marking.key, sizeof(im->marking.key));
	free(im);
}

static int
may_import(ctxh *h, const struct ctxh_import_options *o)
{
	int rc = need_role(h, ROLE_FOCAL, "student import",
	    T(h, "importing pupils is the focal's"));

	return rc == CTXH_OK && o->names ? need_person(h, "student import") :
	    rc;
}

int
student_import(ctxh *h, const struct ctxh_import_options *options,
    away_fn tell, ctxh_value **out)
{
	struct ctxh_import_options own;
	struct import	*im;
	int		 rc, year = 0;

	*out = NULL;
	if ((rc = import_options(h, options, &own)) != CTXH_OK ||
	    (rc = check_options(h, &own, &year)) != CTXH_OK ||
	    (rc = may_import(h, &own)) != CTXH_OK)
		return rc;
	if ((im = calloc(1, sizeof(*im))) == NULL)
		return fail_nomem(h);
	im->h = h;
	im->opt = &own;
	im->year = year;
	im->tell = tell;
	im->changes.names = own.names;
	if ((rc = start(im)) != CTXH_OK || (rc = run(im)) != CTXH_OK ||
	    (rc = import_dups(im)) != CTXH_OK ||
	    (rc = finish(im, out)) != CTXH_OK)
		op_abort(h);
	else
		rc = verdict(im);
	import_free(im);
	return rc;
}
