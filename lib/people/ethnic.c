/*
 * The 54 ethnic groups by the codes of the statistics office (Quyết định
 * 121-TCTK/PPCĐ of 1979), with spellings found in school lists.
 */
#include <string.h>

#include "people/ethnic.h"
#include "text/fold.h"

static const struct {
	const char	*code, *name;
	const char	*keys;		/* folded, without blanks */
} groups[] = {
	{ "01", "Kinh", "|kinh|viet|kinhviet|" },
	{ "02", "Tày", "|tay|" },
	{ "03", "Thái", "|thai|thaitrang|thaiden|" },
	{ "04", "Hoa", "|hoa|hoahan|" },
	{ "05", "Khmer", "|khmer|khome|khomer|" },
	{ "06", "Mường", "|muong|" },
	{ "07", "Nùng", "|nung|" },
	{ "08", "Mông", "|mong|hmong|meo|mongtrang|monghoa|mongden|mongdo|" },
	{ "09", "Dao", "|dao|zao|" },
	{ "10", "Gia Rai", "|giarai|jrai|jarai|" },
	{ "11", "Ngái", "|ngai|" },
	{ "12", "Ê Đê", "|ede|" },
	{ "13", "Ba Na", "|bana|bahnar|" },
	{ "14", "Xơ Đăng", "|xodang|xedang|sodang|sedang|" },
	{ "15", "Sán Chay", "|sanchay|caolan|sanchi|caolansanchi|"
	    "sanchaycaolansanchi|sanchaycaolan|sanchaysanchi|" },
	{ "16", "Cơ Ho", "|coho|koho|kho|" },
	{ "17", "Chăm", "|cham|" },
	{ "18", "Sán Dìu", "|sandiu|" },
	{ "19", "Hrê", "|hre|" },
	{ "20", "Mnông", "|mnong|monong|" },
	{ "21", "Ra Glai", "|raglai|raglay|" },
	{ "22", "Xtiêng", "|xtieng|stieng|xotieng|" },
	{ "23", "Bru Vân Kiều", "|bruvankieu|bru|vankieu|" },
	{ "24", "Thổ", "|tho|" },
	{ "25", "Giáy", "|giay|" },
	{ "26", "Cơ Tu", "|cotu|katu|" },
	{ "27", "Gié Triêng", "|gietrieng|" },
	{ "28", "Mạ", "|ma|" },
	{ "29", "Khơ Mú", "|khomu|khmu|" },
	{ "30", "Co", "|co|cor|kor|" },
	{ "31", "Tà Ôi", "|taoi|paco|" },
	{ "32", "Chơ Ro", "|choro|chauro|" },
	{ "33", "Kháng", "|khang|" },
	{ "34", "Xinh Mun", "|xinhmun|xingmun|sinhmun|" },
	{ "35", "Hà Nhì", "|hanhi|" },
	{ "36", "Chu Ru", "|churu|" },
	{ "37", "Lào", "|lao|" },
	{ "38", "La Chí", "|lachi|" },
	{ "39", "La Ha", "|laha|" },
	{ "40", "Phù Lá", "|phula|" },
	{ "41", "La Hủ", "|lahu|" },
	{ "42", "Lự", "|lu|" },
	{ "43", "Lô Lô", "|lolo|" },
	{ "44", "Chứt", "|chut|" },
	{ "45", "Mảng", "|mang|" },
	{ "46", "Pà Thẻn", "|pathen|" },
	{ "47", "Cơ Lao", "|colao|" },
	{ "48", "Cống", "|cong|" },
	{ "49", "Bố Y", "|boy|" },
	{ "50", "Si La", "|sila|xila|" },
	{ "51", "Pu Péo", "|pupeo|" },
	{ "52", "Brâu", "|brau|" },
	{ "53", "Ơ Đu", "|odu|" },
	{ "54", "Rơ Măm", "|romam|" },
};
#define GROUPS (sizeof(groups) / sizeof(groups[0]))

const char *
ethnic_code(const char *s, size_t n, struct buf *scratch)
{
	size_t	i;
	char	key[40] = "|";

	if (n == 2)
		for (i = 0; i < GROUPS; i++)
			if (memcmp(groups[i].code, s, n) == 0)
				return groups[i].code;
	fold_key(s, n, scratch);
	if (scratch->len == 0 || scratch->len > sizeof(key) - 3)
		return NULL;
	memcpy(key + 1, scratch->data, scratch->len);
	memcpy(key + 1 + scratch->len, "|", 2);
	for (i = 0; i < GROUPS; i++)
		if (strstr(groups[i].keys, key) != NULL)
			return groups[i].code;
	return NULL;
}

const char *
ethnic_name(const char *code)
{
	size_t i;

	for (i = 0; code != NULL && i < GROUPS; i++)
		if (strcmp(groups[i].code, code) == 0)
			return groups[i].name;
	return NULL;
}

const char *
ethnic_nth(size_t i)
{
	return i < GROUPS ? groups[i].name : NULL;
}
