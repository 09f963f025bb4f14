/*
 * A list's bytes as UTF-8: whatever the sizes of the reads, found or said, the
 * same comes out; it is UTF-8; UTF-8 comes out as it went in; what iconv takes
 * as a whole comes out as iconv's.
 */
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "text/charset.h"
#include "text/utf8.h"
#include "wire/decode.h"
#include "fuzz.h"

/* What a run came to. */
struct outcome {
	struct buf	 text;
	struct decoded	 is;
	int		 failed;
	char		 why[512];
	size_t		 line;
};

static void
run(const ctxh *h, const uint8_t *data, size_t size, enum charset said,
    size_t in, size_t out, size_t block, struct outcome *o)
{
	struct source	 s = { data, size, in };
	struct decode	*d;
	const char	*why;
	char		*buf = malloc(out);
	size_t		 got = 0;

	memset(o, 0, sizeof(*o));
	check(buf != NULL);
	check(decode_open(h, read_some, &s, said, &d) == CTXH_OK);
	if (block != 0)
		decode_set_block(d, block);
	do {
		if (decode_read(d, buf, out, &got) != 0) {
			o->failed = 1;
			break;
		}
		check(got <= out);
		buf_add(&o->text, buf, got);
	} while (got > 0);
	check(!buf_failed(&o->text) && !decode_nomem(d));
	why = decode_why(d, &o->line);
	check((why != NULL) == o->failed);
	if (why != NULL) {
		check(strlen(why) < sizeof(o->why));
		strcpy(o->why, why);
		check(decode_read(d, buf, out, &got) != 0 && got == 0);
	}
	o->is = *decode_result(d);
	decode_close(d);
	free(buf);
}

static int
same_text(const struct buf *a, const void *s, size_t n)
{
	return a->len == n && (n == 0 || memcmp(a->data, s, n) == 0);
}

/* UTF-8 but for NULs, which the reader of rows finds. */
static void
check_utf8(const struct buf *text)
{
	const char	*s = text->data, *end = s + text->len;
	size_t		 bad;

	for (; s < end; s += bad + 1) {
		if (utf8_valid(s, (size_t)(end - s), &bad))
			break;
		check(s[bad] == '\0');
	}
}

/* Where iconv takes all of it, the two agree. */
static void
check_iconv(const char *from, const uint8_t *data, size_t size,
    const struct outcome *o)
{
	iconv_t		 cd = iconv_open("UTF-8", from);
	size_t		 left = size, room = size * 4 + 16, all = room;
	char		*in = (char *)(uintptr_t)data;
	char		*out = malloc(room), *p = out;

	check(cd != (iconv_t)-1 && out != NULL);
	if (iconv(cd, &in, &left, &p, &room) != (size_t)-1 &&
	    iconv(cd, NULL, NULL, &p, &room) != (size_t)-1)
		check(!o->failed && same_text(&o->text, out, all - room));
	(void)iconv_close(cd);
	free(out);
}

static void
try(const ctxh *h, const uint8_t *data, size_t size, enum charset said)
{
	static const char *const libc[CHARSETS] = {
		[CHARSET_UTF16LE] = "UTF-16LE", [CHARSET_UTF16BE] = "UTF-16BE",
		[CHARSET_1258] = "CP1258", [CHARSET_TCVN3] = "TCVN-5712",
		[CHARSET_VISCII] = "VISCII",
	};
	struct outcome	a, b, c;

	run(h, data, size, said, 1 << 20, 65536, 0, &a);
	run(h, data, size, said, 7, 64, 0, &b);
	check(a.failed == b.failed && strcmp(a.why, b.why) == 0 &&
	    a.line == b.line);
	check(same_text(&a.text, b.text.data, b.text.len));
	check(a.is.charset == b.is.charset && a.is.said == b.is.said &&
	    a.is.likelier == b.is.likelier && a.is.bom == b.is.bom);
	check(a.is.said == (said != CHARSET_NONE));
	/* What is said does not hang on how much is seen at once. */
	run(h, data, size, said, 3, 64, 5, &c);
	if (said != CHARSET_NONE)
		check(a.failed == c.failed && a.line == c.line &&
		    same_text(&a.text, c.text.data, c.text.len));
	if (a.is.charset == CHARSET_UTF8)
		check(a.failed || same_text(&a.text, data, size));
	else
		check_utf8(&a.text);
	if (said == CHARSET_NONE && utf8_valid((const char *)data, size, NULL))
		check(a.is.charset == CHARSET_UTF8 &&
		    (!a.failed || strstr(a.why, "fonts") != NULL));
	if (libc[a.is.charset] != NULL && !a.is.bom &&
	    strstr(a.why, "mark") == NULL)
		check_iconv(libc[a.is.charset], data, size, &a);
	buf_free(&a.text);
	buf_free(&b.text);
	buf_free(&c.text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ctxh_options opt = { .version = CTXH_OPTIONS_VERSION,
	    .lang = CTXH_EN };
	ctxh	*h;
	int	 said;

	check(ctxh_new(&opt, &h) == CTXH_OK);
	for (said = CHARSET_NONE; said < CHARSETS; said++)
		try(h, data, size, (enum charset)said);
	ctxh_close(h);
	return 0;
}
