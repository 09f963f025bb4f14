/* The texts that cells share, which may be millions of names. */
#include <stdlib.h>
#include <string.h>

#include "base/handle.h"
#include "base/mem.h"
#include "text/utf8.h"
#include "wire/book.h"

#define TEXT_ALL	((uint64_t)2 << 30)

struct strings {
	struct trouble	*t;
	struct spill	*text;		/* one behind the other */
	struct spill	*ends;		/* where each ends in it, 8 bytes */
	uint64_t	 n;
	struct buf	 at;		/* of the ends of a text */
	struct buf	 under_way;	/* the text that is being read */
	int		 in_text;	/* inside of <t> */
	int		 in_item;
	int		 phonetic;	/* inside of <rPh> */
};

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "_x000D_": the letter that it stands for, -1 where it is none. */
static int
escaped(const char *s, const char *end)
{
	int	i, digit, v = 0;

	if (end - s < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_')
		return -1;
	for (i = 2; i < 6; i++) {
		if ((digit = hex(s[i])) < 0)
			return -1;
		v = v << 4 | digit;
	}
	return v;
}

void
strings_unescape(struct buf *b, size_t from)
{
	char	*s, *to, *end;
	int	 v;

	if (b->len <= from || memchr(b->data + from, '_', b->len - from) ==
	    NULL)
		return;
	end = b->data + b->len;
	for (s = to = b->data + from; s < end;) {
		v = escaped(s, end);
		if (v < 0 || v >= 0x80) {	/* others are not written so */
			*to++ = *s++;
			continue;
		}
		*to++ = (char)(v < 0x20 || v == 0x7f ? ' ' : v);
		s += 7;
	}
	b->len = (size_t)(to - b->data);
	*to = '\0';
}

static void
failed(struct strings *s, int rc)
{
	if (rc == CTXH_ENOMEM)
		(void)trouble_nomem(s->t);
	else if (rc != CTXH_OK)
		(void)trouble(s->t, CTXH_EIO, "%s", T(s->t->h, "cannot write "
		    "a temporary file"));
}

static void
on_start(void *ctx, const char *name, const struct xml_attrs *attrs)
{
	struct strings *s = ctx;

	(void)attrs;
	if (strcmp(name, "si") == 0) {
		s->in_item = 1;
		buf_reset(&s->under_way);
	} else if (strcmp(name, "rPh") == 0)
		s->phonetic = 1;
	else if (strcmp(name, "t") == 0)
		s->in_text = s->in_item && !s->phonetic;
}

static void
put(struct strings *s)
{
	struct buf	*b = &s->under_way;
	uint64_t	 end;
	int		 rc;

	strings_unescape(b, 0);
	rc = buf_failed(b) ? CTXH_ENOMEM : spill_add(s->text, b->data, b->len);
	end = spill_size(s->text);
	if (rc == CTXH_OK)
		rc = spill_add(s->ends, &end, sizeof(end));
	failed(s, rc);
	s->n++;
	if (end > TEXT_ALL)
		(void)trouble(s->t, CTXH_EFAIL, "%s", T(s->t->h, "the "
		    "workbook holds more than 2 GiB of text; divide the list"));
}

static void
on_end(void *ctx, const char *name)
{
	struct strings *s = ctx;

	if (strcmp(name, "t") == 0)
		s->in_text = 0;
	else if (strcmp(name, "rPh") == 0)
		s->phonetic = 0;
	else if (strcmp(name, "si") == 0) {
		s->in_item = 0;
		put(s);
	}
}

static void
on_text(void *ctx, const char *text, size_t n)
{
	struct strings *s = ctx;

	if (!s->in_text)
		return;
	/* A letter has at most 3 bytes of UTF-8 a half of UTF-16. */
	if (s->under_way.len + n > (size_t)BOOK_TEXT * 3)
		(void)trouble(s->t, CTXH_EFAIL, T(s->t->h, "the workbook has a "
		    "text of more than %d letters, as no cell can hold"),
		    BOOK_TEXT);
	else
		buf_add(&s->under_way, text, n);
}

int
strings_open(struct trouble *t, struct archive *a, const char *part,
    const char *beside, struct strings **out)
{
	static const struct xml_handler handler = { on_start, on_end,
	    on_text };
	struct strings	*s;

	*out = NULL;
	if ((s = calloc(1, sizeof(*s))) == NULL)
		return trouble_nomem(t);
	s->t = t;
	if (spill_open(beside, &s->text) != CTXH_OK ||
	    spill_open(beside, &s->ends) != CTXH_OK)
		(void)trouble_nomem(t);
	else if (part == NULL ||
	    xml_read(t, a, part, &handler, s) == CTXH_OK) {
		*out = s;
		return CTXH_OK;
	}
	strings_close(s);
	return t->status;
}

void
strings_close(struct strings *s)
{
	if (s == NULL)
		return;
	spill_close(s->text);
	spill_close(s->ends);
	buf_free(&s->at);
	buf_free(&s->under_way);
	free(s);
}

int
strings_get(struct strings *s, struct trouble *t, uint64_t i,
    struct buf *out)
{
	uint64_t	ends[2] = { 0, 0 };
	size_t		first = i == 0 ? 1 : 0;
	int		rc;

	if (i >= s->n)
		return trouble(t, CTXH_EFAIL, T(t->h, "the workbook is "
		    "damaged: a cell names the text %llu of %llu"),
		    (unsigned long long)i + 1, (unsigned long long)s->n);
	buf_reset(&s->at);
	rc = spill_get(s->ends, (i - 1 + first) * 8, (2 - first) * 8, &s->at);
	if (rc == CTXH_OK) {
		memcpy(ends + first, s->at.data, (2 - first) * 8);
		rc = spill_get(s->text, ends[0], (size_t)(ends[1] - ends[0]),
		    out);
	}
	failed(s, rc);
	return t->status;
}
