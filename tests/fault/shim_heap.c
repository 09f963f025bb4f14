/*
 * Preloaded into ctxh: a text that the program itself (not its libraries)
 * gives back to the heap unwiped is told.
 *
 *	SHIM_NEEDLE	the text
 *	SHIM_LEFT	a file that gets a line for each such block
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ISO C knows no way from dlsym's pointer to a function's. */
#define NEXT(f, name) do {						\
	if ((f) == NULL)						\
		*(void **)(void *)&(f) = dlsym(RTLD_NEXT, name);	\
} while (0)

static int
by_program(const void *caller, Dl_info *info)
{
	const char *name;

	if (dladdr(caller, info) == 0 || info->dli_fname == NULL)
		return 0;
	name = strrchr(info->dli_fname, '/');
	return strcmp(name == NULL ? info->dli_fname : name + 1, "ctxh") == 0;
}

static void
look(void *p, const void *caller)
{
	const char	*needle = getenv("SHIM_NEEDLE");
	const char	*left = getenv("SHIM_LEFT");
	char		 line[64];
	Dl_info		 info;
	int		 fd, n;

	if (p == NULL || needle == NULL || left == NULL ||
	    memmem(p, malloc_usable_size(p), needle, strlen(needle)) == NULL ||
	    !by_program(caller, &info))
		return;
	fd = open(left, O_WRONLY | O_CREAT | O_APPEND, 0600);
	n = snprintf(line, sizeof(line), "+%#zx\n",
	    (size_t)((const char *)caller - (const char *)info.dli_fbase));
	if (fd == -1 || write(fd, line, (size_t)n) != n)
		abort();
	close(fd);
}

void
free(void *p)
{
	static void (*next)(void *);

	NEXT(next, "free");
	look(p, __builtin_return_address(0));
	next(p);
}

void *
realloc(void *p, size_t size)
{
	static void *(*next)(void *, size_t);

	NEXT(next, "realloc");
	look(p, __builtin_return_address(0));
	return next(p, size);
}
