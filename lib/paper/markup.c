#include "paper/markup.h"

#include "text/utf8.h"

static const char *
entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void
put_ascii(struct buf *out, char c)
{
	const char *name = entity(c);

	if (name != NULL)
		buf_str(out, name);
	else
		buf_byte(out, c == '\n' || ((unsigned char)c >= ' ' &&
		    c != 0x7f) ? c : ' ');
}

void
markup_put(struct buf *out, const char *s, size_t n)
{
	const char	*end = s + n, *from;
	uint32_t	 c;

	while (s < end) {
		from = s;
		c = utf8_next(&s, end);
		if (c < 0x80)
			put_ascii(out, (char)c);
		else if (c == UTF8_BAD || c == 0xfffe || c == 0xffff)
			buf_str(out, "\xef\xbf\xbd");	/* U+FFFD */
		else if (!utf8_unseen(from))
			buf_add(out, from, (size_t)(s - from));
	}
}

void
markup_str(struct buf *out, const char *s)
{
	if (s != NULL)
		markup_put(out, s, strlen(s));
}
