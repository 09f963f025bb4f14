#include "text/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ctxh.h"

static const struct {
	const char	*id;
	const char	*name;
	const char	*libc;		/* as iconv names it; NULL: it does not */
	const char	*others;	/* other names, without punctuation */
} charsets[CHARSETS] = {
	[CHARSET_UTF8] = { "utf-8", "UTF-8", "UTF-8", "|utf8|unicode|" },
	[CHARSET_UTF16LE] = { "utf-16le", "UTF-16LE", "UTF-16LE",
	    "|utf16le|utf16|unicodetext|" },
	[CHARSET_UTF16BE] = { "utf-16be", "UTF-16BE", "UTF-16BE",
	    "|utf16be|" },
	[CHARSET_1258] = { "windows-1258", "Windows-1258", "WINDOWS-1258",
	    "|windows1258|cp1258|1258|" },
	[CHARSET_TCVN3] = { "tcvn3", "TCVN3", "TCVN",
	    "|tcvn3|abc|tcvn|vntime|tcvn5712|tcvn3abc|" },
	[CHARSET_VISCII] = { "viscii", "VISCII", "VISCII", "|viscii|" },
	[CHARSET_VNI] = { "vni", "VNI", NULL, "|vni|vniwindows|vnitimes|" },
};

const char *
charset_id(enum charset c)
{
	return charsets[c].id;
}

const char *
charset_name(enum charset c)
{
	return charsets[c].name;
}

enum charset
charset_named(const char *name)
{
	char	key[24] = "|";
	size_t	n = 1;
	int	c;

	for (; *name != '\0'; name++) {
		if (strchr("-_ ", *name) != NULL)
			continue;
		if (n + 2 >= sizeof(key))
			return CHARSET_NONE;
		key[n++] = (char)(*name >= 'A' && *name <= 'Z' ?
		    *name + ('a' - 'A') : *name);
	}
	key[n++] = '|';
	key[n] = '\0';
	for (c = CHARSET_NONE + 1; c < CHARSETS; c++)
		if (n > 2 && strstr(charsets[c].others, key) != NULL)
			return (enum charset)c;
	return CHARSET_NONE;
}

struct convert {
	iconv_t	 cd;		/* VNI has none */
	int	 vni;
};

int
convert_open(enum charset from, struct convert **out)
{
	struct convert	*c;
	int		 failed;

	*out = NULL;
	if ((c = calloc(1, sizeof(*c))) == NULL)
		return CTXH_ENOMEM;
	c->vni = charsets[from].libc == NULL;
	if (!c->vni) {
		c->cd = iconv_open("UTF-8", charsets[from].libc);
		failed = errno;
		/* A pointer or an integer, so libc has it. */
		if (c->cd == (iconv_t)-1) {
			free(c);
			return failed == ENOMEM ? CTXH_ENOMEM : CTXH_EFAIL;
		}
	}
	*out = c;
	return CTXH_OK;
}

void
convert_close(struct convert *c)
{
	if (c == NULL)
		return;
	if (!c->vni)
		(void)iconv_close(c->cd);
	free(c);
}

/*
 * VNI writes a tone, or a letter's shape with a tone, as a letter of its own
 * behind the vowel: here what becomes of the bytes from 0xc0 on.  The small
 * ones are the same 0x20 further on, but for their letters.
 */
#define GRAVE	"\xcc\x80"
#define ACUTE	"\xcc\x81"
#define HAT	"\xcc\x82"
#define TILDE	"\xcc\x83"
#define BREVE	"\xcc\x86"
#define HOOK	"\xcc\x89"
#define DOT	"\xcc\xa3"

static const char *const vni[32] = {
	HAT GRAVE, HAT ACUTE, HAT, HAT TILDE, HAT DOT, HAT HOOK, "Ỉ", NULL,
	BREVE GRAVE, BREVE ACUTE, BREVE, BREVE DOT, "Ì", "Í", "Ỵ", DOT,
	NULL, "Đ", "Ị", "Ĩ", "Ơ", TILDE, "Ư", NULL,
	GRAVE, ACUTE, BREVE HOOK, HOOK, BREVE TILDE, NULL, NULL, NULL,
};
static const char *const vni_small[32] = {
	[0x06] = "ỉ", [0x0c] = "ì", [0x0d] = "í", [0x0e] = "ỵ", [0x11] = "đ",
	[0x12] = "ị", [0x13] = "ĩ", [0x14] = "ơ", [0x16] = "ư",
};
/* What the fonts have beside letters, from Windows. */
static const char *const vni_signs[64] = {
	[0x05] = "…", [0x11] = "‘", [0x12] = "’", [0x13] = "“", [0x14] = "”",
	[0x15] = "•", [0x16] = "–", [0x17] = "—", [0x20] = "\xc2\xa0",
	[0x2b] = "«", [0x30] = "°", [0x3b] = "»",
};

static const char *
vni_text(unsigned char c)
{
	if (c < 0xc0)
		return vni_signs[c - 0x80];
	if (c >= 0xe0 && vni_small[c - 0xe0] != NULL)
		return vni_small[c - 0xe0];
	return vni[(c - 0xc0) % 32];
}

static enum convert_result
convert_vni(const char **in, size_t *nin, char **out, size_t *nout)
{
	const char	*s;
	size_t		 n;

	for (; *nin > 0; ++*in, --*nin) {
		s = *in;
		n = 1;
		if ((unsigned char)*s >= 0x80) {
			if ((s = vni_text((unsigned char)*s)) == NULL)
				return CONVERT_BAD;
			n = strlen(s);
		}
		if (n > *nout)
			return CONVERT_FULL;
		memcpy(*out, s, n);
		*out += n;
		*nout -= n;
	}
	return CONVERT_DONE;
}

static enum convert_result
result_of(size_t rc)
{
	if (rc != (size_t)-1)
		return CONVERT_DONE;
	return errno == E2BIG ? CONVERT_FULL : errno == EINVAL ? CONVERT_CUT :
	    CONVERT_BAD;
}

enum convert_result
convert(struct convert *c, const char **in, size_t *nin, char **out,
    size_t *nout)
{
	char			*p = (char *)(uintptr_t)*in;
	enum convert_result	 result;

	if (c->vni)
		return convert_vni(in, nin, out, nout);
	result = result_of(iconv(c->cd, &p, nin, out, nout));
	*in = p;
	return result;
}

enum convert_result
convert_flush(struct convert *c, char **out, size_t *nout)
{
	return c->vni ? CONVERT_DONE :
	    result_of(iconv(c->cd, NULL, NULL, out, nout));
}
