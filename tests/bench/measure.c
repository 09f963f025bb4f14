/*
 * Runs a command several times and prints the medians: measure [-n RUNS]
 * [-o FILE] [-t FILE] COMMAND...  The line is wall seconds, processor seconds
 * and the largest resident size in KiB; it goes to standard error, or to FILE.
 * With -t the processor seconds of each thread of the last run, in the order
 * in which they were made, go to that file; they are looked at a hundred times
 * a second (Linux).  The command's output is thrown away.  Fails where the
 * command does.
 */
#define _DEFAULT_SOURCE
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1001, THREADS = 64 };

struct sample {
	double	wall;
	double	cpu;
	double	rss;
};

static double
now(void)
{
	struct timespec ts;

	(void)clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

static double
seconds(struct timeval tv)
{
	return (double)tv.tv_sec + (double)tv.tv_usec / 1e6;
}

struct thread {
	long	id;
	double	cpu;
};
static struct thread	threads[THREADS];
static int		nthreads;

static struct thread *
thread_of(long id)
{
	int i;

	for (i = 0; i < nthreads; i++)
		if (threads[i].id == id)
			return &threads[i];
	if (nthreads == THREADS)
		return NULL;
	threads[nthreads].id = id;
	return &threads[nthreads++];
}

/* Fields 14 and 15, behind a name in brackets. */
static void
look_at(pid_t pid, const char *id)
{
	char		 path[300], line[1024], *p;
	unsigned long	 user, system;
	struct thread	*t;
	FILE		*in;

	(void)snprintf(path, sizeof(path), "/proc/%ld/task/%s/stat",
	    (long)pid, id);
	if ((in = fopen(path, "r")) == NULL)
		return;
	if (fgets(line, sizeof(line), in) != NULL &&
	    (p = strrchr(line, ')')) != NULL &&
	    sscanf(p, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
	    &user, &system) == 2 && (t = thread_of(atol(id))) != NULL)
		t->cpu = (double)(user + system) /
		    (double)sysconf(_SC_CLK_TCK);
	(void)fclose(in);
}

/* Looks at the threads until the process has ended; reaps nothing. */
static void
watch(pid_t pid)
{
	static const struct timespec pause = { 0, 10000000 };
	char		 path[64];
	struct dirent	*e;
	siginfo_t	 info;
	DIR		*dir;

	nthreads = 0;
	(void)snprintf(path, sizeof(path), "/proc/%ld/task", (long)pid);
	for (;;) {
		memset(&info, 0, sizeof(info));
		if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG |
		    WNOWAIT) != 0 || info.si_pid != 0)
			return;
		if ((dir = opendir(path)) == NULL)
			return;
		while ((e = readdir(dir)) != NULL)
			if (e->d_name[0] != '.')
				look_at(pid, e->d_name);
		(void)closedir(dir);
		(void)nanosleep(&pause, NULL);
	}
}

static int
by_id(const void *a, const void *b)
{
	const struct thread *t = a, *u = b;

	return (t->id > u->id) - (t->id < u->id);
}

static int
write_threads(const char *path)
{
	FILE	*out = fopen(path, "w");
	int	 i;

	if (out == NULL)
		return 1;
	qsort(threads, (size_t)nthreads, sizeof(*threads), by_id);
	for (i = 0; i < nthreads; i++)
		(void)fprintf(out, "%.2f%c", threads[i].cpu,
		    i + 1 < nthreads ? ' ' : '\n');
	return fclose(out) == EOF;
}

static int
one(char **argv, struct sample *s, int watched)
{
	double		start = now();
	struct rusage	ru;
	pid_t		pid = fork();
	int		status, fd;

	if (pid == 0) {
		if ((fd = open("/dev/null", O_RDWR)) != -1) {
			(void)dup2(fd, STDIN_FILENO);
			(void)dup2(fd, STDOUT_FILENO);
		}
		execvp(*argv, argv);
		perror(*argv);
		_exit(127);
	}
	if (pid != -1 && watched)
		watch(pid);
	if (pid == -1 || wait4(pid, &status, 0, &ru) != pid)
		return -1;
	s->wall = now() - start;
	s->cpu = seconds(ru.ru_utime) + seconds(ru.ru_stime);
	s->rss = (double)ru.ru_maxrss;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static int
by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double
median(double *v, int n)
{
	qsort(v, (size_t)n, sizeof(*v), by_value);
	return n % 2 == 1 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

int
main(int argc, char **argv)
{
	static double	 wall[MOST], cpu[MOST], rss[MOST];
	struct sample	 s;
	const char	*stages = NULL;
	FILE		*out = stderr;
	int		 i, ch, code = 0, n = 1;

	while ((ch = getopt(argc, argv, "+n:o:t:")) != -1) {
		if (ch == 'n' && atoi(optarg) > 0)
			n = atoi(optarg);
		else if (ch == 't')
			stages = optarg;
		else if (ch != 'o' || (out = fopen(optarg, "w")) == NULL)
			return 2;
	}
	argv += optind;
	if (optind == argc || n > MOST)
		return 2;
	for (i = 0; i < n; i++) {
		if ((code = one(argv, &s, stages != NULL)) != 0)
			break;
		wall[i] = s.wall;
		cpu[i] = s.cpu;
		rss[i] = s.rss;
	}
	if (i == n)
		(void)fprintf(out, "%.5f %.5f %.0f\n", median(wall, n),
		    median(cpu, n), median(rss, n));
	if (code == 0 && stages != NULL)
		code = write_threads(stages);
	return code != 0 || fclose(out) == EOF;
}
