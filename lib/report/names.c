/* Reports carry no names: a text that does is questioned. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/value.h"
#include "cases/case.h"
#include "cases/notice.h"
#include "people/student.h"
#include "report/prose.h"
#include "text/fold.h"
#include "vault/vault.h"

struct pupils {
	int64_t	*ids;
	size_t	 n, cap;
};

static int
note_pupils(ctxh *h, const struct case_facts *f, void *ctx)
{
	struct pupils	*p = ctx;
	size_t		 i;

	if (mem_grow((void **)&p->ids, &p->cap, p->n + f->nstudents,
	    sizeof(*p->ids)) != 0)
		return fail_nomem(h);
	for (i = 0; i < f->nstudents; i++)
		p->ids[p->n++] = f->students[i];
	return CTXH_OK;
}

static int
by_id(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* " key " of a text: whole words stand between blanks. */
static void
fold_words(const char *text, struct buf *out)
{
	buf_reset(out);
	buf_byte(out, ' ');
	fold(text, strlen(text), out);
	buf_byte(out, ' ');
}

/* A name of one word is too common to mean a pupil. */
static int
holds(const struct buf *words, const char *what, int is_name, struct buf *key)
{
	fold_words(what, key);
	if (buf_failed(key) || key->len < 4 ||
	    (is_name && strchr(key->data + 1, ' ') == key->data + key->len -
	    1))
		return 0;
	return strstr(words->data, key->data) != NULL;
}

/* What of the pupil the text holds, or NULL; borrowed from person. */
static const char *
find_pupil(const struct buf *words, const ctxh_value *person, struct buf *key)
{
	const char		*name = get_text(person, "name"), *s;
	const ctxh_value	*code;

	if (name != NULL && holds(words, name, 1, key))
		return name;
	VALUE_EACH(code, ctxh_value_get(person, "codes"))
		if ((s = ctxh_value_str(code)) != NULL &&
		    holds(words, s, 0, key))
			return s;
	return NULL;
}

static int
look_at(ctxh *h, int64_t pupil, const struct buf *words, struct buf *key,
    ctxh_value *notices)
{
	ctxh_value	*person;
	const char	*what;
	int		 rc;

	if ((rc = student_person(h, pupil, &person)) == CTXH_ENOTFOUND) {
		fail_clear(h);
		return CTXH_OK;
	}
	if (rc != CTXH_OK)
		return rc;
	what = find_pupil(words, person, key);
	if (buf_failed(key))
		rc = fail_nomem(h);
	else if (what != NULL)
		rc = notice_fmt(h, notices, "name", T(h, "\"%s\" is a pupil "
		    "on a case; reports carry no names, say it in other "
		    "words"), what);
	ctxh_value_free(person);
	return rc;
}

int
names_notice(ctxh *h, const char *text, ctxh_value *notices)
{
	struct pupils	p = { 0 };
	struct buf	words = { 0 }, key = { 0 };
	size_t		i;
	int		rc;

	if (!vault_has(h->vault, VAULT_PERSON))
		return CTXH_OK;
	fold_words(text, &words);
	rc = buf_failed(&words) ? fail_nomem(h) :
	    facts_each(h, note_pupils, &p);
	if (p.n > 0)
		qsort(p.ids, p.n, sizeof(*p.ids), by_id);
	for (i = 0; rc == CTXH_OK && i < p.n; i++)
		if (i == 0 || p.ids[i] != p.ids[i - 1])
			rc = look_at(h, p.ids[i], &words, &key, notices);
	free(p.ids);
	buf_free(&words);
	buf_free(&key);
	return rc;
}
