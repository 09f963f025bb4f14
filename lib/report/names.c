/*
 * Reports carry no names: a text that seems to is questioned.  All pupils of
 * the list are looked for, and what is said quotes the text and not the list:
 * it must not tell who is on a case, nor how somebody is registered.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/value.h"
#include "cases/notice.h"
#include "people/student.h"
#include "report/prose.h"
#include "text/fold.h"
#include "vault/vault.h"

/* Below, a code is a number like any other. */
#define CODE_MIN 5

struct place {
	size_t	text, start, end;	/* of which text, in its key */
};

struct look {
	const char *const *texts;
	struct buf	 words;		/* " key \n" of each text */
	struct buf	 key;
	struct place	*places;
	size_t		 n, cap;
};

/* " key " of a text: whole words stand between blanks. */
static void
fold_words(const char *text, struct buf *out)
{
	buf_byte(out, ' ');
	fold(text, strlen(text), out);
	buf_byte(out, ' ');
}

/* A name of one word is too common to mean a pupil. */
static int
is_telling(const struct buf *key, int is_name)
{
	const char *blank = strchr(key->data + 1, ' ');

	return is_name ? key->len > 3 && blank != key->data + key->len - 1 :
	    key->len >= CODE_MIN + 2;
}

static struct place
place_of(const struct look *l, const char *found)
{
	const char	*line = l->words.data, *end;
	struct place	 p = { 0 };

	while ((end = strchr(line, '\n')) != NULL && end < found) {
		line = end + 1;
		p.text++;
	}
	p.start = (size_t)(found - line);
	p.end = p.start + l->key.len - 2;
	return p;
}

/* Two pupils of one name are one place, or it would tell that there are. */
static int
add_place(ctxh *h, struct look *l, struct place p)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (l->places[i].text == p.text &&
		    l->places[i].start == p.start && l->places[i].end == p.end)
			return CTXH_OK;
	if (mem_grow((void **)&l->places, &l->cap, l->n + 1,
	    sizeof(*l->places)) != 0)
		return fail_nomem(h);
	l->places[l->n++] = p;
	return CTXH_OK;
}

static int
look_for(ctxh *h, struct look *l, const char *what, int is_name)
{
	const char *found;

	if (what == NULL)
		return CTXH_OK;
	buf_reset(&l->key);
	fold_words(what, &l->key);
	if (buf_failed(&l->key))
		return fail_nomem(h);
	if (!is_telling(&l->key, is_name) ||
	    (found = strstr(l->words.data, l->key.data)) == NULL)
		return CTXH_OK;
	return add_place(h, l, place_of(l, found));
}

static int
look_for_pupil(ctxh *h, const ctxh_value *person, void *ctx)
{
	const ctxh_value	*code, *also;
	int			 rc;

	rc = look_for(h, ctx, get_text(person, "name"), 1);
	VALUE_EACH(also, ctxh_value_get(person, PERSON_ALSO))
		VALUE_EACH(code, also)
			if (rc == CTXH_OK)
				rc = look_for(h, ctx, ctxh_value_str(code),
				    strcmp(ctxh_value_key(also), "name") ==
				    0);
	VALUE_EACH(code, ctxh_value_get(person, "codes"))
		if (rc == CTXH_OK)
			rc = look_for(h, ctx, ctxh_value_str(code), 0);
	return rc;
}

/* ---- what was typed there ---- */

/* How many bytes of the text it takes for a key of n bytes. */
static size_t
typed_length(const char *text, size_t n, struct buf *key)
{
	size_t low = 0, high = strlen(text), middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		buf_reset(key);
		fold(text, middle, key);
		if (key->len < n)
			low = middle + 1;
		else
			high = middle;
	}
	return high;
}

static int
is_inner(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

static int
say_place(ctxh *h, struct look *l, const struct place *p,
    ctxh_value *notices)
{
	const char	*text = l->texts[p->text];
	size_t		 start = typed_length(text, p->start + 1, &l->key);
	size_t		 end = typed_length(text, p->end, &l->key);

	if (buf_failed(&l->key))
		return fail_nomem(h);
	/* Back to where its first character begins, and on over the accents
	 * that combine with the last one, U+0300 to U+036F. */
	for (start--; start > 0 && is_inner(text[start]);)
		start--;
	while ((unsigned char)text[end] == 0xcc ||
	    ((unsigned char)text[end] == 0xcd &&
	    (unsigned char)text[end + 1] < 0xb0))
		end += 2;
	return notice_fmt(h, notices, "name", T(h, "\"%.*s\" looks like the "
	    "name or the code of a pupil on the school's list; reports carry "
	    "no names, say it in other words"), (int)(end - start),
	    text + start);
}

int
names_notice(ctxh *h, const char *const *texts, size_t n, ctxh_value *notices)
{
	struct look	l = { .texts = texts };
	size_t		i;
	int		rc;

	if (n == 0 || !vault_has(h->vault, VAULT_PERSON))
		return CTXH_OK;
	for (i = 0; i < n; i++) {
		fold_words(texts[i], &l.words);
		buf_byte(&l.words, '\n');
	}
	rc = buf_failed(&l.words) ? fail_nomem(h) :
	    student_persons(h, look_for_pupil, &l);
	for (i = 0; rc == CTXH_OK && i < l.n; i++)
		rc = say_place(h, &l, &l.places[i], notices);
	free(l.places);
	buf_free(&l.words);
	buf_free(&l.key);
	return rc;
}
