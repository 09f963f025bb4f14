/* UTF-8: checking, decoding, normal form C. */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

#define UTF8_BAD UINT32_MAX

/*
 * Whether the bytes are UTF-8 without NUL, overlong forms and surrogates.
 * Where they are not, *bad (may be NULL) is the offset of the first byte of
 * the first sequence that is wrong.
 */
int	 utf8_valid(const char *, size_t, size_t *bad);
/*
 * Takes one character from *p, which is before end.  UTF8_BAD, one byte
 * taken, where none begins there.
 */
uint32_t utf8_next(const char **p, const char *end);
/* Takes away the beginning of a letter that was cut at the end. */
void	 utf8_trim(char *);
/*
 * Whether a control character begins here, or one that turns the direction of
 * a line: what is shown on a terminal and in official forms has none.
 */
int	 utf8_unseen(const char *);
/* Whether a text has any of these. */
int	 utf8_has_unseen(const char *);
/* Appends one character. */
void	 utf8_put(struct buf *, uint32_t);
/*
 * Appends the text in normal form C.  0, or -1 where it is not valid UTF-8
 * or there is no memory; buf_failed() tells these apart.
 */
int	 utf8_nfc(const char *, size_t, struct buf *out);

#endif
