#include "chain/words.h"

#include "base/mem.h"

static const char *const words[WORD_COUNT] = {
	[WORD_NONE] = "",
	[WORD_YEAR] = "{\"year\":",
	[WORD_CLASS] = ",\"class\":\"",
	[WORD_GRADE] = "\",\"grade\":",
	[WORD_MALE] = ",\"sex\":\"nam\"",
	[WORD_FEMALE] = ",\"sex\":\"nu\"",
	[WORD_ETHNIC] = ",\"ethnic\":\"",
	[WORD_BORN_AFTER_TEXT] = "\",\"born\":",
	[WORD_BORN] = ",\"born\":",
	[WORD_ATTENDS] = ",\"status\":\"dang-hoc\"",
	[WORD_STATUS] = ",\"status\":\"",
	[WORD_FLAGS] = ",\"flags\":[\"",
	[WORD_POOR] = "ho-ngheo",
	[WORD_NEAR_POOR] = "can-ngheo",
	[WORD_DISABLED] = "khuyet-tat",
	[WORD_POLICY] = "chinh-sach",
	[WORD_REPEATS] = "luu-ban",
	[WORD_PIONEER] = "doi-vien",
	[WORD_NEXT] = "\",\"",
	[WORD_LIST_END] = "\"]}",
	[WORD_NAME] = "{\"name\":\"",
	[WORD_DAY_BORN] = "\",\"born\":\"",
	[WORD_CODES] = "\",\"codes\":{\"",
	[WORD_MOET] = "moet\":\"",
	[WORD_SCHOOL] = "ma-hs\":\"",
	[WORD_PERSONAL] = "ddcn\":\"",
	[WORD_CODES_END] = "\"},\"",
	[WORD_PHONE] = "phone\":\"",
	[WORD_ADDRESS] = "address\":\"",
	[WORD_FATHER] = "father\":\"",
	[WORD_MOTHER] = "mother\":\"",
	[WORD_END] = "\"}",
};

const char *
word_text(enum word w)
{
	return words[w];
}

/* The longest word that the text goes on with; *len: its bytes. */
static int
word_at(const char *s, size_t left, size_t *len)
{
	size_t	n;
	int	w, found = WORD_NONE;

	*len = 0;
	for (w = WORD_NONE + 1; w < WORD_COUNT; w++) {
		if (words[w][0] != s[0] || (n = strlen(words[w])) <= *len ||
		    n > left || memcmp(words[w], s, n) != 0)
			continue;
		found = w;
		*len = n;
	}
	return found;
}

void
words_pack(const char *s, size_t n, struct buf *out)
{
	size_t	from, i, len;
	int	w;

	for (from = i = 0; i < n;) {
		if ((w = word_at(s + i, n - i, &len)) == WORD_NONE) {
			i++;
			continue;
		}
		buf_add(out, s + from, i - from);
		buf_byte(out, w);
		from = i += len;
	}
	buf_add(out, s + from, n - from);
}

/* Bytes that a byte's word has beyond it. */
static size_t
more_of(char c)
{
	unsigned char w = (unsigned char)c;

	return w > WORD_NONE && w < WORD_COUNT ? strlen(words[w]) - 1 : 0;
}

/* From the end on, so that nothing is overwritten that is still to be read. */
void
words_unpack(struct buf *b)
{
	size_t	i, n, len = b->len, more = 0;
	char	*to, c;

	for (i = 0; i < len; i++)
		more += more_of(b->data[i]);
	if (more == 0)
		return;
	for (n = more; n > 0 && !buf_failed(b); n -= i) {
		i = n < 64 ? n : 64;
		buf_add(b, "                                "
		    "                                ", i);
	}
	if (buf_failed(b))
		return;
	for (i = len, to = b->data + len + more; i-- > 0;) {
		c = b->data[i];
		n = more_of(c);
		to -= n + 1;
		if (n > 0)
			memcpy(to, words[(unsigned char)c], n + 1);
		else
			*to = c;
	}
}
