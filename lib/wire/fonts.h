/*
 * Texts of a workbook that were typed in fonts of before Unicode.  What their
 * letters are is known to the font alone: in the file stand those that Windows
 * has for the same bytes in western Europe, "NguyÔn V¨n" for "Nguyễn Văn".
 */
#ifndef WIRE_FONTS_H
#define WIRE_FONTS_H

#include "text/charset.h"
#include "wire/csv.h"
#include "wire/decode.h"

struct fonts;

/* said may be CHARSET_NONE: no text is changed, and those of the ABC fonts
 * are found.  CTXH_OK, CTXH_ENOMEM, or CTXH_EFAIL: see fonts_why(). */
int	 fonts_open(const ctxh *, enum charset said, struct fonts **out);
/* Wipes and frees; NULL is allowed. */
void	 fonts_close(struct fonts *);
/* A sheet begins. */
void	 fonts_begin(struct fonts *);
/* Gives a row its texts in Unicode, borrowed until the next one.  CTXH_OK,
 * CTXH_ENOMEM, or CTXH_EFAIL: it is of such a font, and that was not said. */
int	 fonts_row(struct fonts *, struct csv_row *);
/* Why it is refused, NULL where it is not, and the row. */
const char *fonts_why(const struct fonts *, size_t *line);
/* What texts were read as; NULL where none was changed. */
const struct decoded *fonts_decoded(const struct fonts *);

#endif
