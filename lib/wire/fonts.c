#include "wire/fonts.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/handle.h"
#include "base/mem.h"
#include "text/syllable.h"
#include "text/utf8.h"
#include "wire/book.h"
#include "wire/guess.h"

#define SEEN_MAX	((size_t)64 << 10)	/* that is guessed from */
#define LOST		"\xef\xbf\xbd"		/* U+FFFD */

struct fonts {
	const ctxh	*h;
	struct convert	*convert;	/* NULL: texts stay as they are */
	struct decoded	 is;
	struct buf	 seen;		/* texts of the sheet so far */
	size_t		 signs;		/* in them, as no Vietnamese has */
	size_t		 ask;		/* once there are so many */
	char		 why[400];
	size_t		 line;
	struct csv_field *fields;
	size_t		*places;	/* of the fields in out, which may move */
	size_t		 fields_cap, places_cap;
	struct buf	 out, bytes, raw;
};

int
fonts_open(const ctxh *h, enum charset said, struct fonts **out)
{
	struct fonts	*f = calloc(1, sizeof(*f));
	int		 rc;

	if ((*out = f) == NULL)
		return CTXH_ENOMEM;
	f->h = h;
	f->raw.max = f->out.max = 4 * CSV_ROW_MAX;
	f->seen.max = SEEN_MAX + CSV_ROW_MAX;
	f->is.charset = said;
	f->is.said = 1;
	if (said < CHARSET_BYTES)
		return CTXH_OK;
	if ((rc = convert_open(said, &f->convert)) == CTXH_EFAIL)
		(void)snprintf(f->why, sizeof(f->why), T(h, "this computer "
		    "cannot read %s; save the list as CSV UTF-8"),
		    charset_name(said));
	return rc;
}

void
fonts_close(struct fonts *f)
{
	if (f == NULL)
		return;
	convert_close(f->convert);
	buf_free(&f->seen);
	buf_free(&f->out);
	buf_free(&f->bytes);
	buf_free(&f->raw);
	free(f->fields);
	free(f->places);
	mem_wipe_free(f, sizeof(*f));
}

const char *
fonts_why(const struct fonts *f, size_t *line)
{
	if (f == NULL || f->why[0] == '\0')
		return NULL;
	*line = f->line;
	return f->why;
}

const struct decoded *
fonts_decoded(const struct fonts *f)
{
	return f != NULL && f->convert != NULL ? &f->is : NULL;
}

void
fonts_begin(struct fonts *f)
{
	f->signs = 0;
	f->ask = GUESS_SIGNS;
	buf_reset(&f->seen);
	if (f->is.charset == CHARSET_NONE)
		f->why[0] = '\0';
}

/* ---- said ---- */

/* The byte that Windows shows as this letter; -1 where it has none. */
static int
byte_of(uint32_t c)
{
	/* From 0x80 on; what it leaves out is as in Latin-1. */
	static const uint16_t windows[32] = {
		0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021,
		0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
		0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178
	};
	int i;

	if (c < 0x100)
		return (int)c;
	for (i = 0; i < 32; i++)
		if (windows[i] == c)
			return 0x80 + i;
	return -1;
}

/* The cell's bytes; 0 where it has none beyond ASCII, or is Unicode. */
static int
to_bytes(struct fonts *f, const struct csv_field *c)
{
	const char	*s = c->s, *end = s + c->len;
	int		 b, letters = 0;

	buf_reset(&f->bytes);
	while (s < end) {
		if ((b = byte_of(utf8_next(&s, end))) < 0)
			return 0;
		letters |= b >= 0x80;
		buf_byte(&f->bytes, (char)b);
	}
	return letters;
}

/* Converts the bytes, behind what is in out. */
static void
convert_bytes(struct fonts *f)
{
	enum convert_result result;
	const char	*in = f->bytes.data;
	size_t		 nin = f->bytes.len, room;
	char		 part[64], *p;
	int		 bad;

	do {
		p = part;
		room = sizeof(part);
		result = nin > 0 ? convert(f->convert, &in, &nin, &p, &room) :
		    CONVERT_DONE;
		bad = result == CONVERT_BAD || result == CONVERT_CUT;
		if (result != CONVERT_FULL)
			result = convert_flush(f->convert, &p, &room);
		buf_add(&f->out, part, sizeof(part) - room);
		if (bad && result == CONVERT_DONE) {
			buf_str(&f->out, LOST);
			in++;
			nin--;
		}
	} while (nin > 0 || result != CONVERT_DONE);
	mem_wipe(part, sizeof(part));
}

/* Whether each word with accents is a Vietnamese one; -1: no memory. */
static int
reads_well(const char *s, size_t n)
{
	const char	*end = s + n, *word;
	int		 accents, well = 1;

	while (s < end && well > 0) {
		for (word = s, accents = 0; s < end && ((*s | 0x20) >= 'a' &&
		    (*s | 0x20) <= 'z' ? 1 : (*s & 0x80) != 0); s++)
			accents |= (*s & 0x80) != 0;
		if (accents)
			well = syllable_is_vietnamese(word,
			    (size_t)(s - word));
		s += s < end && s == word;
	}
	return well;
}

/* A cell among the others may have been typed in Unicode: as it stands it
 * reads well, and does not in the font, or others of its row are, too. */
static int
is_unicode(const struct fonts *f, const struct csv_field *c, size_t at,
    int others)
{
	int well = reads_well(c->s, c->len);

	return well > 0 && !others ?
	    !reads_well(f->out.data + at, f->out.len - at) : well;
}

/* Whether letters stand in the row that no font of bytes has. */
static int
has_unicode(const struct csv_row *row)
{
	const struct csv_field	*c;
	const char		*s;

	EACH(c, row->f, row->n)
		for (s = c->s; s < c->s + c->len;)
			if (byte_of(utf8_next(&s, c->s + c->len)) < 0)
				return 1;
	return 0;
}

static int
put_cell(struct fonts *f, const struct csv_field *c, int others)
{
	size_t	at = f->out.len;
	int	unicode = 0;

	if (to_bytes(f, c)) {
		if (buf_failed(&f->bytes))
			return -1;
		convert_bytes(f);
		if (buf_failed(&f->out) || (unicode = is_unicode(f, c,
		    at, others)) < 0)
			return -1;
		if (!unicode)
			return 0;
	}
	f->out.len = at;
	buf_add(&f->out, c->s, c->len);
	return 0;
}

static int
convert_row(struct fonts *f, struct csv_row *row)
{
	size_t	i;
	int	others = has_unicode(row);

	if (mem_grow((void **)&f->fields, &f->fields_cap, row->n,
	    sizeof(*f->fields)) != 0 || mem_grow((void **)&f->places,
	    &f->places_cap, row->n, sizeof(*f->places)) != 0)
		return CTXH_ENOMEM;
	buf_reset(&f->out);
	for (i = 0; i < row->n; i++) {
		f->places[i] = f->out.len;
		if (put_cell(f, &row->f[i], others) != 0)
			return CTXH_ENOMEM;
		f->fields[i].len = f->out.len - f->places[i];
	}
	buf_byte(&f->out, '\0');
	if (buf_failed(&f->out))
		return CTXH_ENOMEM;
	for (i = 0; i < row->n; i++)
		f->fields[i].s = f->out.data + f->places[i];
	row->f = f->fields;
	row->tidy = 0;
	book_raw(&f->raw, row);
	return CTXH_OK;
}

/* ---- not said ---- */

/* Keeps a cell that may be of a font; how many signs it has. */
static size_t
keep_cell(struct fonts *f, const struct csv_field *c)
{
	if (!to_bytes(f, c))
		return 0;
	buf_add(&f->seen, c->s, c->len);
	buf_byte(&f->seen, '\n');
	return guess_signs(c->s, c->len);
}

static int
look(struct fonts *f, const struct csv_row *row)
{
	enum charset	font;
	size_t		i;

	if (f->seen.len > SEEN_MAX)
		return CTXH_OK;
	for (i = 0; i < row->n; i++)
		f->signs += keep_cell(f, &row->f[i]);
	if (buf_failed(&f->seen))
		return CTXH_ENOMEM;
	if (f->signs < f->ask)
		return CTXH_OK;
	f->ask = f->signs * 2;
	if (guess_font(f->seen.data, f->seen.len, &font, &i) != CTXH_OK)
		return CTXH_ENOMEM;
	if (font == CHARSET_NONE)
		return CTXH_OK;
	f->line = row->line;
	(void)snprintf(f->why, sizeof(f->why), T(f->h, "what is written here "
	    "is of the %s fonts; take it in with --encoding %s, or the "
	    "letters as they are with --encoding utf-8"),
	    font == CHARSET_VNI ? "VNI" : "ABC (.VnTime)", charset_id(font));
	return CTXH_EFAIL;
}

int
fonts_row(struct fonts *f, struct csv_row *row)
{
	if (f->convert != NULL)
		return convert_row(f, row);
	return f->is.charset == CHARSET_NONE ? look(f, row) : CTXH_OK;
}
