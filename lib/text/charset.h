/*
 * The encodings in which lists are sent, and their bytes made UTF-8.  libc's
 * iconv knows all of them but VNI.
 */
#ifndef TEXT_CHARSET_H
#define TEXT_CHARSET_H

#include <stddef.h>

enum charset {
	CHARSET_NONE,
	CHARSET_UTF8, CHARSET_UTF16LE, CHARSET_UTF16BE,
	CHARSET_1258, CHARSET_TCVN3, CHARSET_VISCII, CHARSET_VNI,
	CHARSETS
};
#define CHARSET_BYTES	CHARSET_1258	/* from here on: a byte a letter */

/* The id that options and results have, and the name that people know. */
const char *charset_id(enum charset);
const char *charset_name(enum charset);
/* The charset of that id, or of a name that is as usual ("cp1258", "abc",
 * "utf16"), in any case and without "-", "_" and " "; or CHARSET_NONE. */
enum charset charset_named(const char *);

/* A conversion under way. */
struct convert;

enum convert_result {
	CONVERT_DONE,		/* all input was taken */
	CONVERT_FULL,		/* there is no more room */
	CONVERT_CUT,		/* the input ends within a character */
	CONVERT_BAD		/* what stands there is no character */
};

/* CTXH_OK; CTXH_ENOMEM; CTXH_EFAIL: this libc does not know it. */
int	 convert_open(enum charset, struct convert **);
/* NULL is allowed. */
void	 convert_close(struct convert *);
/*
 * Makes UTF-8 of the input and moves all four on.  A letter may wait for an
 * accent behind it until the next call, or until convert_flush().
 */
enum convert_result convert(struct convert *, const char **in, size_t *nin,
	    char **out, size_t *nout);
/* Puts a letter there that still waits: CONVERT_DONE or CONVERT_FULL. */
enum convert_result convert_flush(struct convert *, char **out, size_t *nout);

#endif
