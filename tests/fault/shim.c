/*
 * Preloaded into ctxh: makes the n-th call of a kind fail, or kills the
 * process just before it.  The environment says which:
 *
 *	SHIM_KIND	of write, sync, folder (its sync), truncate, unlink,
 *			rename, make (a new file or folder) and malloc, one or
 *			more
 *	SHIM_AT		which call, from 1; none, if it is not given
 *	SHIM_DO		kill, tear (kill after half of a write), null, or the
 *			name of an error: eio enospc erofs edquot
 *	SHIM_ON		yes: from that call on, each one fails
 *	SHIM_COUNT	a file for the number of calls that there were
 *	SHIM_STACKS	a file for a line on each call of malloc: what says from
 *			where in the program's own code it came
 *	SHIM_WHERE	a file for the stack of the call that failed
 *	SHIM_TRACE	a file to which every byte that is written is added
 *
 * Only regular files count, and not the first three descriptors.  Files are
 * reached by system calls and memory through the next library in line, so
 * that it also stands in front of AddressSanitizer.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum kind {
	WRITE, SYNC, FOLDER, TRUNCATE, UNLINK, RENAME, MAKE, MALLOC, KINDS
};

static const char *const names[KINDS] = {
	"write", "sync", "folder", "truncate", "unlink", "rename", "make",
	"malloc",
};
static const struct { const char *name; int number; } errors[] = {
	{ "eio", EIO }, { "enospc", ENOSPC }, { "erofs", EROFS },
	{ "edquot", EDQUOT },
};

static int		 armed;
static int		 counted[KINDS];
static long		 at;
static int		 on;
static int		 fault;		/* an errno, or */
static int		 kills;
static int		 tears;
static const char	*report;
static const char	*trace;
/* Shared with the processes that this one forks. */
static atomic_long	*calls;
static const char	*stacks;
static unsigned long	*stack_of;	/* of the n-th call, from 0 */
#define STACKS_MAX	((long)4 << 20)
#define DEPTH_MAX	128

/*
 * Where a call comes from: the program's own frames.  What a library does
 * inside, and how deep a function calls itself, makes no other place of it.
 */
static struct { unsigned long from, to; } own[2];
static int nown;

static int
find_own(struct dl_phdr_info *info, size_t size, void *first)
{
	const char	*name = strrchr(info->dlpi_name, '/');
	unsigned long	 end;
	int		 i;

	(void)size;
	name = name == NULL ? info->dlpi_name : name + 1;
	if (!*(int *)first && strncmp(name, "libctxh", 7) != 0)
		return 0;
	*(int *)first = 0;
	own[nown].from = info->dlpi_addr;
	for (i = 0; i < info->dlpi_phnum; i++) {
		end = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr +
		    info->dlpi_phdr[i].p_memsz;
		if (info->dlpi_phdr[i].p_type == PT_LOAD && end > own[nown].to)
			own[nown].to = end;
	}
	return ++nown == 2;
}

static int
is_own(const void *frame, unsigned long *where)
{
	int i;

	for (i = 0; i < nown; i++) {
		*where = (unsigned long)frame - own[i].from;
		if ((unsigned long)frame < own[i].to &&
		    (unsigned long)frame >= own[i].from)
			return 1;
	}
	return 0;
}

static unsigned long
stack_hash(void)
{
	void		*frames[DEPTH_MAX];
	unsigned long	 seen[DEPTH_MAX], hash = 14695981039346656037UL;
	int		 i, j, nseen = 0, n = backtrace(frames, DEPTH_MAX);

	for (i = 0; i < n; i++) {
		if (!is_own(frames[i], &seen[nseen]))
			continue;
		for (j = 0; seen[j] != seen[nseen]; j++)
			;
		if (j < nseen)
			continue;
		hash = (hash ^ seen[nseen++]) * 1099511628211UL;
	}
	return hash;
}

/* The first backtrace() of a process loads what it needs, and allocates. */
static void
begin_stacks(void)
{
	int first = 1;

	dl_iterate_phdr(find_own, &first);
	(void)stack_hash();
	stack_of = mmap(NULL, STACKS_MAX * sizeof(*stack_of),
	    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE,
	    -1, 0);
	if (stack_of == MAP_FAILED)
		abort();
}

static void
note_stack(long n)
{
	static _Thread_local int within;

	if (stack_of == NULL || n >= STACKS_MAX || within)
		return;
	within = 1;
	stack_of[n] = stack_hash();
	within = 0;
}

static void
tell_stacks(void)
{
	long	 i, n = atomic_load(calls);
	FILE	*f;

	if (stack_of == NULL || (f = fopen(stacks, "w")) == NULL)
		return;
	for (i = 0; i < n && i < STACKS_MAX; i++)
		fprintf(f, "%ld %lx\n", i + 1, stack_of[i]);
	fclose(f);
}

static void
arm(void)
{
	const char	*kind = getenv("SHIM_KIND"), *s;
	size_t		 i;

	trace = getenv("SHIM_TRACE");
	if (kind == NULL)
		return;
	for (i = 0; i < KINDS; i++)
		counted[i] = strstr(kind, names[i]) != NULL;
	if ((s = getenv("SHIM_AT")) != NULL)
		at = atol(s);
	on = getenv("SHIM_ON") != NULL;
	if ((s = getenv("SHIM_DO")) == NULL)
		s = "kill";
	kills = strcmp(s, "kill") == 0;
	tears = strcmp(s, "tear") == 0;
	fault = ENOMEM;
	for (i = 0; i < sizeof(errors) / sizeof(*errors); i++)
		if (strcmp(s, errors[i].name) == 0)
			fault = errors[i].number;
	report = getenv("SHIM_COUNT");
	if ((stacks = getenv("SHIM_STACKS")) != NULL)
		begin_stacks();
	calls = mmap(NULL, sizeof(*calls), PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (calls == MAP_FAILED)
		abort();
	armed = 1;
}

__attribute__((constructor)) static void
start(void)
{
	arm();
}

__attribute__((destructor)) static void
tell(void)
{
	char	text[32];
	int	n, fd;

	if (!armed || report == NULL)
		return;
	armed = 0;
	tell_stacks();
	n = snprintf(text, sizeof(text), "%ld\n", atomic_load(calls));
	fd = (int)syscall(SYS_openat, AT_FDCWD, report,
	    O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (fd == -1)
		return;
	(void)syscall(SYS_write, fd, text, (size_t)n);
	(void)syscall(SYS_close, fd);
}

static void
die(void)
{
	(void)syscall(SYS_kill, getpid(), SIGKILL);
	for (;;)
		(void)pause();
}

static void
tell_where(void)
{
	const char	*path = getenv("SHIM_WHERE");
	void		*frames[DEPTH_MAX];
	int		 fd;

	if (path == NULL)
		return;
	armed = 0;
	fd = (int)syscall(SYS_openat, AT_FDCWD, path,
	    O_WRONLY | O_CREAT | O_TRUNC, 0644);
	backtrace_symbols_fd(frames, backtrace(frames, DEPTH_MAX), fd);
	(void)syscall(SYS_close, fd);
	armed = 1;
}

/* Whether this call is the one. */
static int
hit(enum kind kind)
{
	long n;

	if (!armed || !counted[kind])
		return 0;
	n = atomic_fetch_add(calls, 1) + 1;
	note_stack(n - 1);
	if (at == 0 || n < at || (n > at && !on))
		return 0;
	tell_where();
	if (kills || (tears && kind != WRITE))
		die();
	if (!tears)
		errno = fault;
	return 1;
}

static int
plain_file(int fd)
{
	struct stat	 sb;
	int		 saved = errno, is;

	if (fd <= STDERR_FILENO)
		return 0;
	is = fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode);
	errno = saved;
	return is;
}

static void
note(const void *p, size_t n)
{
	int fd;

	if (trace == NULL)
		return;
	fd = (int)syscall(SYS_openat, AT_FDCWD, trace,
	    O_WRONLY | O_CREAT | O_APPEND, 0644);
	if (fd == -1 || syscall(SYS_write, fd, p, n) != (long)n)
		die();
	(void)syscall(SYS_close, fd);
}

ssize_t
write(int fd, const void *p, size_t n)
{
	if (plain_file(fd)) {
		note(p, n);
		if (hit(WRITE)) {
			if (!tears)
				return -1;
			(void)syscall(SYS_write, fd, p, n / 2);
			die();
		}
	}
	return syscall(SYS_write, fd, p, n);
}

ssize_t
pwrite64(int fd, const void *p, size_t n, off64_t where)
{
	if (plain_file(fd)) {
		note(p, n);
		if (hit(WRITE)) {
			if (!tears)
				return -1;
			(void)syscall(SYS_pwrite64, fd, p, n / 2, where);
			die();
		}
	}
	return syscall(SYS_pwrite64, fd, p, n, where);
}

ssize_t
pwrite(int fd, const void *p, size_t n, off_t where)
{
	return pwrite64(fd, p, n, where);
}

int
fsync(int fd)
{
	enum kind kind = plain_file(fd) ? SYNC : FOLDER;

	return hit(kind) ? -1 : (int)syscall(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
	enum kind kind = plain_file(fd) ? SYNC : FOLDER;

	return hit(kind) ? -1 : (int)syscall(SYS_fdatasync, fd);
}

int
ftruncate64(int fd, off64_t length)
{
	return hit(TRUNCATE) ? -1 : (int)syscall(SYS_ftruncate, fd, length);
}

int
ftruncate(int fd, off_t length)
{
	return ftruncate64(fd, length);
}

int
unlink(const char *path)
{
	return hit(UNLINK) ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int
rename(const char *from, const char *to)
{
	return hit(RENAME) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from,
	    AT_FDCWD, to, 0);
}

int
link(const char *from, const char *to)
{
	return hit(RENAME) ? -1 : (int)syscall(SYS_linkat, AT_FDCWD, from,
	    AT_FDCWD, to, 0);
}

int
mkdir(const char *path, mode_t mode)
{
	return hit(MAKE) ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

static int
open_file(const char *path, int flags, va_list ap)
{
	mode_t mode = 0;

	if ((flags & O_CREAT) != 0)
		mode = va_arg(ap, mode_t);
	if ((flags & O_CREAT) != 0 && access(path, F_OK) == -1 && hit(MAKE))
		return -1;
	return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int
open(const char *path, int flags, ...)
{
	va_list	ap;
	int	fd;

	va_start(ap, flags);
	fd = open_file(path, flags, ap);
	va_end(ap);
	return fd;
}

int
open64(const char *path, int flags, ...)
{
	va_list	ap;
	int	fd;

	va_start(ap, flags);
	fd = open_file(path, flags, ap);
	va_end(ap);
	return fd;
}

/* ISO C knows no way from dlsym's pointer to a function's. */
#define NEXT(f, name) do {						\
	if ((f) == NULL)						\
		*(void **)(void *)&(f) = dlsym(RTLD_NEXT, name);	\
} while (0)

void *
malloc(size_t n)
{
	static void *(*next)(size_t);

	NEXT(next, "malloc");
	return hit(MALLOC) ? NULL : next(n);
}

void *
calloc(size_t count, size_t n)
{
	static void *(*next)(size_t, size_t);

	NEXT(next, "calloc");
	return hit(MALLOC) ? NULL : next(count, n);
}

void *
realloc(void *p, size_t n)
{
	static void *(*next)(void *, size_t);

	NEXT(next, "realloc");
	return hit(MALLOC) ? NULL : next(p, n);
}

void *
aligned_alloc(size_t alignment, size_t n)
{
	static void *(*next)(size_t, size_t);

	NEXT(next, "aligned_alloc");
	return hit(MALLOC) ? NULL : next(alignment, n);
}
