/* Feeds each file named on the command line to a fuzz target, once. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int	 LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static int
replay(const char *path)
{
	FILE	*f;
	uint8_t	*data = NULL, *p;
	size_t	 n = 0, got;
	int	 failed = 1;

	if ((f = fopen(path, "rb")) == NULL)
		goto done;
	do {
		if ((p = realloc(data, n + 65536)) == NULL)
			goto done;
		data = p;
		got = fread(data + n, 1, 65536, f);
		n += got;
	} while (got > 0);
	if (ferror(f))
		goto done;
	/* Exactly as long as the input, so that reading past it is seen. */
	if (n > 0 && (p = realloc(data, n)) != NULL)
		data = p;
	(void)LLVMFuzzerTestOneInput(data, n);
	failed = 0;
done:
	if (failed)
		perror(path);
	free(data);
	if (f != NULL)
		(void)fclose(f);
	return failed;
}

int
main(int argc, char *argv[])
{
	int	 i, failed = 0;

	for (i = 1; i < argc; i++)
		failed |= replay(argv[i]);
	return failed;
}
