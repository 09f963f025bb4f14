/*
 * Writes a list of absences of the pupils of make_list to standard output, the
 * same one each time: make_absences ROWS PUPILS.  Days lie from 9 September
 * 2024 to 23 May 2025, no pupil has one twice.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define DAYS 257

static uint64_t seed = 1;

static unsigned
pick(unsigned n)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(seed >> 33) % n;
}

static void
put_day(unsigned n)
{
	static const unsigned lengths[] = { 30, 31, 30, 31, 31, 28, 31, 30,
	    31 };
	unsigned day = 9 + n, i = 0, month;

	while (day > lengths[i])
		day -= lengths[i++];
	month = (8 + i) % 12 + 1;
	printf("%02u/%02u/%u", day, month, month >= 9 ? 2024 : 2025);
}

int
main(int argc, char **argv)
{
	unsigned long i, rows = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000;
	unsigned long pupils = argc > 2 ? strtoul(argv[2], NULL, 10) : 100;
	unsigned char *at = calloc(pupils, DAYS);
	unsigned long who;
	unsigned day;

	if (at == NULL || rows > pupils * DAYS / 2)
		return 1;
	puts("STT,Mã định danh Bộ GD&ĐT,Lớp,Ngày nghỉ,Phép");
	for (i = 0; i < rows; i++) {
		do {
			who = pick((unsigned)pupils);
			day = pick(DAYS);
		} while (at[who * DAYS + day] != 0);
		at[who * DAYS + day] = 1;
		printf("%lu,14%010lu,%u%c,", i + 1, who + 1, 1 + pick(5),
		    "ABC"[pick(3)]);
		put_day(day);
		puts(pick(3) == 0 ? ",K" : ",P");
	}
	free(at);
	return 0;
}
