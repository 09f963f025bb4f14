/*
 * Whom a list has named: everybody is known, and of each either the line or
 * nothing; the line that was put last is never forgotten.
 */
#include <stdint.h>
#include <string.h>

#include "lists/import.h"
#include "fuzz.h"

#define PUPILS	(3 << 19)	/* more than lines are kept of */
#define MOST	512

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct seen	 s = { .nlines = 0 };
	int64_t		 who[MOST];
	size_t		 i, k, n = size / 3 < MOST ? size / 3 : MOST;
	uint64_t	 line, last;

	check(seen_init(&s, PUPILS) == 0);
	for (i = 0; i < n; i++) {
		/* Three at a time share a place. */
		who[i] = 1 + data[3 * i] + 256 * (data[3 * i + 1] & 1) +
		    ((int64_t)(data[3 * i + 2] % 3) << 19);
		seen_put(&s, who[i], i + 1);
		check(seen_line(&s, who[i]) == i + 1);
	}
	for (i = 0; i < n; i++) {
		for (last = k = 0; k < n; k++)
			if (who[k] == who[i])
				last = k + 1;
		line = seen_line(&s, who[i]);
		check(pupils_has(&s.pupils, who[i]));
		check(line == 0 || line == last);
	}
	check(seen_line(&s, PUPILS) == 0);
	seen_free(&s);
	return 0;
}
