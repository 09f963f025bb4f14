/*
 * New pupils of a list who may be one child with another one, of the list or
 * of the register, although no id says so.  They are taken in all the same:
 * a person decides, and student merge joins what is one.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/value.h"
#include "chain/member.h"
#include "lists/import.h"
#include "people/year.h"
#include "store/early.h"
#include "wire/writer.h"

#define SEP ','

void
row_add_dup(const struct reader *r, struct record *rec, struct buf *text)
{
	static const enum field fields[DUP_TEXTS] = {
		FIELD_NAME, FIELD_FATHER, FIELD_MOTHER, FIELD_GUARDIAN,
	};
	const struct text_span	*v;
	size_t			 i;

	rec->born = r->born;
	rec->dup = text->len;
	for (i = 0; i < DUP_TEXTS; i++) {
		v = &r->value[fields[i]];
		rec->dup_len[i] = v->len;
		if (v->len > 0)
			buf_add(text, r->text.data + v->at, v->len);
	}
}

void
record_print(const struct short_key *key, const struct record *rec,
    const char *text, struct buf *scratch, struct dup_print *p)
{
	struct dup_text	 t[DUP_TEXTS];
	const char	*s = text + rec->dup;
	size_t		 i;

	for (i = 0; i < DUP_TEXTS; s += rec->dup_len[i++])
		t[i] = (struct dup_text){ s, rec->dup_len[i] };
	dup_print_make(key, &t[0], rec->born, &t[1], scratch, p);
}

/* What is found, on its way to a person. */
struct found {
	struct import	*im;
	int64_t		 first;		/* whom the group is like */
	int64_t		 group;
	struct buf	 row;
};

static int
warn(struct found *f, uint64_t line, int64_t first)
{
	struct import	*im = f->im;
	size_t		 column = row_column(&im->reader, FIELD_NAME);

	if (first > im->base)
		import_warn(im, &im->ndups, line, column, T(im->h, "may be the "
		    "pupil of line %llu under another id: name, birth and, "
		    "where they are given, parents are the same"),
		    (unsigned long long)(first - im->base));
	else
		import_warn(im, &im->ndups, line, column, T(im->h, "may be the "
		    "pupil no. %lld of the register under another id: name, "
		    "birth and, where they are given, parents are the same"),
		    (long long)first);
	return CTXH_OK;
}

/* Who it is, for one who asked for names. */
static int
put_named(ctxh *h, ctxh_value *o, int64_t student, const char *code,
    const char *name)
{
	struct buf	 id = { 0 };
	ctxh_value	*person;
	int		 rc;

	if ((rc = student_person(h, student, &person)) != CTXH_OK)
		return rc;
	if ((rc = student_code(h, student, &id)) == CTXH_OK &&
	    put_text(o, code, id.data) | put_text(o, name, get_text(person,
	    "name")))
		rc = fail_nomem(h);
	ctxh_value_free(person);
	buf_free(&id);
	return rc;
}

static int
note(struct found *f, int64_t student, int64_t first)
{
	struct import	*im = f->im;
	ctxh_value	*o;
	int		 in_list = first > im->base, rc;

	if (im->ndups > WARNINGS_LISTED)
		return CTXH_OK;
	o = ctxh_value_object();
	if (push(im->dups_listed, o) != 0 ||
	    put_int(o, "line", student - im->base) | (in_list ?
	    put_int(o, "other_line", first - im->base) :
	    put_null(o, "other_line")) | (in_list ?
	    put_null(o, "other") : put_int(o, "other", first)))
		return fail_nomem(im->h);
	if (!im->opt->names)
		return CTXH_OK;
	rc = put_named(im->h, o, student, "student", "name");
	return rc != CTXH_OK ? rc : put_named(im->h, o, first, "other_student",
	    "other_name");
}

static int
write_row(struct found *f)
{
	struct import *im = f->im;

	buf_str(&f->row, "\r\n");
	if (buf_failed(&f->row))
		return fail_nomem(im->h);
	if (im->opt->dups(im->opt->dups_ctx, f->row.data, f->row.len) == 0)
		return CTXH_OK;
	return fail(im->h, CTXH_EIO, "%s", T(im->h, "cannot write the pupils "
	    "who may be one; nothing was changed"));
}

static void
put_cell(struct found *f, const char *s)
{
	csv_put(&f->row, s != NULL ? s : "", s != NULL ? strlen(s) : 0, SEP,
	    f->row.len == 0);
}

static void
put_number(struct found *f, int64_t n)
{
	char text[24] = "";

	if (n > 0)
		(void)snprintf(text, sizeof(text), "%lld", (long long)n);
	put_cell(f, text);
}

static int
write_header(struct found *f)
{
	static const char *const names[] = { "group", "line", "no", "moet",
	    "ma-hs", "ddcn", "name", "born", "sex", "class", "year",
	    "father", "mother", "guardian" };
	size_t i;

	buf_reset(&f->row);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		put_cell(f, names[i]);
	return write_row(f);
}

static int
write_pupil(struct found *f, int64_t student)
{
	static const char *const texts[] = { "father", "mother", "guardian" };
	ctxh_value	*facts, *person;
	int64_t		 version;
	char		 year[16];
	size_t		 i;
	int		 rc, kind;

	if ((rc = student_now(f->im->h, student, &version)) != CTXH_OK ||
	    (rc = version_open(f->im->h, version, NULL, &facts, &person)) !=
	    CTXH_OK)
		return rc;
	buf_reset(&f->row);
	put_number(f, f->group);
	put_number(f, student > f->im->base ? student - f->im->base : 0);
	put_number(f, student);
	for (kind = 0; kind < CODE_NAME; kind++)
		put_cell(f, get_text(ctxh_value_get(person, "codes"),
		    code_name((enum code_kind)kind)));
	put_cell(f, get_text(person, "name"));
	put_cell(f, get_text(person, "born"));
	put_cell(f, get_text(facts, "sex"));
	put_cell(f, get_text(facts, "class"));
	year_name((int)get_int(facts, "year", 0), year);
	put_cell(f, year);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		put_cell(f, get_text(person, texts[i]));
	ctxh_value_free(facts);
	ctxh_value_free(person);
	return write_row(f);
}

static int
write_pair(struct found *f, int64_t first, int64_t student)
{
	int rc;

	if (f->im->opt->dups == NULL)
		return CTXH_OK;
	f->im->named = 1;
	if (f->group == 0 && (rc = write_header(f)) != CTXH_OK)
		return rc;
	if (f->first != first) {
		f->first = first;
		f->group++;
		if ((rc = write_pupil(f, first)) != CTXH_OK)
			return rc;
	}
	return write_pupil(f, student);
}

static int
take_pair(ctxh *h, int64_t first, int64_t student, void *ctx)
{
	struct found	*f = ctx;
	uint64_t	 line = (uint64_t)(student - f->im->base);
	int		 rc;

	(void)h;
	if (import_is_shared(f->im, line))
		return CTXH_OK;		/* it has the same id */
	if ((rc = warn(f, line, first)) != CTXH_OK ||
	    (rc = note(f, student, first)) != CTXH_OK)
		return rc;
	return write_pair(f, first, student);
}

static void *
sort_dups(void *arg)
{
	struct import *im = arg;

	dups_sort(im->dups, im->base);
	return NULL;
}

static void *
write_early(void *path)
{
	early_sync(path, EARLY_LEAST);
	return NULL;
}

/* Where no thread can be had, import_dups() sorts, and the commit writes. */
int
import_write_indexes(struct import *im)
{
	void	*(*const run[])(void *) = { sort_dups, write_early };
	void	*const arg[] = { im, (void *)(uintptr_t)db_path(im->h) };
	size_t	 i, n = im->opt->dry_run ? 1 : 2;
	pthread_t thread[2];
	int	 rc, begun[2] = { 0 };

	for (i = 0; i < n; i++)
		begun[i] = pthread_create(&thread[i], NULL, run[i],
		    arg[i]) == 0;
	rc = import_write_tags(im);
	for (i = 0; i < n; i++)
		if (begun[i])
			(void)pthread_join(thread[i], NULL);
	return rc;
}

int
import_dups(struct import *im)
{
	struct found	f = { .im = im };
	int		rc = CTXH_OK;

	if ((im->dups_listed = ctxh_value_list()) == NULL)
		return fail_nomem(im->h);
	if (im->created == 0)
		return CTXH_OK;
	if (im->base > 0)
		rc = dups_add_register(im->dups, im->base);
	if (rc == CTXH_OK)
		rc = dups_find(im->dups, im->base, take_pair, &f);
	buf_free(&f.row);
	return rc;
}

int
import_trace(struct import *im)
{
	char year[16];

	if (!im->named)
		return CTXH_OK;
	year_name(im->year, year);
	return trace_names(im->h, "student import", year);
}
