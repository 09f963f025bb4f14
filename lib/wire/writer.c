#include "wire/writer.h"

#include <string.h>
#include <strings.h>

#include "base/handle.h"

/*
 * Whether it is apostrophes (at least so many) and then what starts a formula.
 * A run of them counts, not one, so that putting one on can be undone whatever
 * the text was.
 */
static int
is_formula(const char *s, size_t n, size_t least)
{
	size_t	 i = 0;

	while (i < n && s[i] == '\'')
		i++;
	return i >= least && i < n && s[i] != '\0' &&
	    strchr("=+-@\t\r", s[i]) != NULL;
}

static int
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Whether the reader would take the cell for something else without quotes. */
static int
needs_quotes(const char *s, size_t n, int sep, int first)
{
	size_t	 i;

	if (n == 0)
		return first;	/* alone it would be an empty line */
	if (is_blank(s[0]) || is_blank(s[n - 1]))
		return 1;
	if (first && ((n >= 4 && strncasecmp(s, "sep=", 4) == 0) ||
	    (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0)))
		return 1;
	for (i = 0; i < n; i++)
		if (s[i] == sep || s[i] == '"' || s[i] == '\n' ||
		    s[i] == '\r')
			return 1;
	return 0;
}

static void
put_cell(struct buf *out, const char *s, size_t n, int quoted)
{
	const char *quote;

	if (quoted)
		buf_byte(out, '"');
	if (is_formula(s, n, 0))
		buf_byte(out, '\'');
	while (quoted && (quote = memchr(s, '"', n)) != NULL) {
		size_t part = (size_t)(quote - s) + 1;

		buf_add(out, s, part);
		buf_byte(out, '"');
		s += part;
		n -= part;
	}
	buf_add(out, s, n);
	if (quoted)
		buf_byte(out, '"');
}

void
csv_put(struct buf *out, const char *s, size_t n, int sep, int first)
{
	if (!first)
		buf_byte(out, sep);
	put_cell(out, s, n, needs_quotes(s, n, sep, first));
}

void
csv_put_kept(struct buf *out, const char *s, size_t n, int sep, int first)
{
	if (!first)
		buf_byte(out, sep);
	put_cell(out, s, n, 1);
	/* Within the closing quotation mark. */
	if (out->len > 0 && !buf_failed(out))
		out->len--;
	buf_str(out, "\t\"");
}

size_t
csv_restore(const char *s, size_t n, size_t *skip)
{
	*skip = is_formula(s, n, 1) ? 1 : 0;
	return n - *skip;
}

EXPORT int
ctxh_csv_cell(const char *text, int sep, char **out)
{
	struct buf	 b = { .max = 0 };
	size_t		 n = strlen(text);

	put_cell(&b, text, n, n > 0 && needs_quotes(text, n, sep, 1));
	*out = buf_take(&b);
	return *out != NULL ? CTXH_OK : CTXH_ENOMEM;
}
