#include "text/syllable.h"

#include <string.h>

#include <utf8proc.h>

#include "base/buf.h"
#include "base/mem.h"
#include "text/utf8.h"

#define WORD_MAX 64		/* bytes; no syllable is as long */

/* Onsets; none is one too. */
static const char *const onsets[] = {
	"", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l",
	"m", "n", "ng", "ngh", "nh", "p", "ph", "qu", "r", "s", "t", "th",
	"tr", "v", "x",
};

/* Rimes without their tones. */
static const char rimes[] =
	"|a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay"
	"|ăc|ăk|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây"
	"|e|ec|em|en|eng|eo|ep|et|ê|êch|êm|ên|ênh|êp|êt|êu"
	"|i|ia|ich|im|in|inh|ip|it|iu|iêc|iêm|iên|iêng|iêp|iêt|iêu"
	"|o|oc|oi|om|on|ong|op|ot|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap"
	"|oat|oay|oăc|oăm|oăn|oăng|oăt|oe|oen|oeo|oet|ooc|oong"
	"|ô|ôc|ôi|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt"
	"|u|ua|uc|ui|um|un|ung|up|ut|uân|uâng|uât|uây|uê|uêch|uên|uênh"
	"|uôc|uôi|uôm|uôn|uông|uôt|uơ|uy|uya|uych|uyên|uyêt|uynh|uyp|uyt|uyu"
	"|ư|ưa|ưc|ưi|ưng|ưt|ưu|ươc|ươi|ươm|ươn|ương|ươp|ươt|ươu"
	"|y|yêm|yên|yêng|yêt|yêu|ynh|yt|";

static int
is_tone(utf8proc_int32_t c)
{
	return c == 0x0300 || c == 0x0301 || c == 0x0303 || c == 0x0309 ||
	    c == 0x0323;
}

struct plain {
	char	 s[WORD_MAX];	/* small, composed, without the tone */
	size_t	 len;
	utf8proc_int32_t tone;	/* 0: none */
};

/* Puts a letter's base and shape there, and keeps its tone.  -1: two tones,
 * or no letter. */
static int
take_letter(uint32_t c, struct plain *p)
{
	utf8proc_int32_t	part[8];
	utf8proc_ssize_t	n, i;
	int			boundary = 0;

	if (c == UTF8_BAD)
		return -1;
	n = utf8proc_decompose_char((utf8proc_int32_t)c, part, 8,
	    UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &boundary);
	for (i = 0; i < n && i < 8; i++) {
		if (!is_tone(part[i])) {
			if (p->len + 4 > sizeof(p->s))
				return -1;
			p->len += (size_t)utf8proc_encode_char(part[i],
			    (utf8proc_uint8_t *)p->s + p->len);
		} else if (p->tone != 0)
			return -1;
		else
			p->tone = part[i];
	}
	return n < 0 || n > 8 ? -1 : 0;
}

/* Stops take the acute or the dot; without a tone a name is foreign. */
static int
tone_fits(const char *rime, size_t n, utf8proc_int32_t tone)
{
	int stop = strchr("cptk", rime[n - 1]) != NULL ||
	    (n > 2 && memcmp(rime + n - 2, "ch", 2) == 0);

	return !stop || tone == 0 || tone == 0x0301 || tone == 0x0323;
}

static int
is_rime(const char *s, size_t n)
{
	char	key[16];

	if (n == 0 || n + 3 > sizeof(key))
		return 0;
	key[0] = '|';
	memcpy(key + 1, s, n);
	key[n + 1] = '|';
	key[n + 2] = '\0';
	return strstr(rimes, key) != NULL;
}

static int
has_parts(const char *s, size_t n, utf8proc_int32_t tone)
{
	size_t i, len;

	for (i = 0; i < sizeof(onsets) / sizeof(onsets[0]); i++) {
		len = strlen(onsets[i]);
		if (len < n && memcmp(s, onsets[i], len) == 0 &&
		    is_rime(s + len, n - len) &&
		    tone_fits(s + len, n - len, tone))
			return 1;
	}
	return 0;
}

int
syllable_is_vietnamese(const char *s, size_t n)
{
	struct plain	 p = { .len = 0 };
	struct buf	 nfc = { 0 };
	const char	*end = s + n;
	int		 is = 0;

	while (s < end)
		if (take_letter(utf8_next(&s, end), &p) != 0)
			return 0;
	if (utf8_nfc(p.s, p.len, &nfc) == 0 && nfc.len > 0)
		is = has_parts(nfc.data, nfc.len, p.tone);
	if (buf_failed(&nfc))
		is = -1;
	buf_free(&nfc);
	mem_wipe(&p, sizeof(p));
	return is;
}
