/*
 * The user's editor: which one, and running it.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cmd.h"
#include "edit.h"
#include "util.h"

static const char *
from_environment(const char *name)
{
	const char *s = getenv(name);

	return s == NULL || *s == '\0' ? NULL : s;
}

int
editor_choose(struct app *app, const char **command)
{
	const char *terminal = from_environment("TERM");
	int dumb = terminal == NULL || strcmp(terminal, "dumb") == 0;

	*command = from_environment("CTXH_EDITOR");
	if (*command == NULL && !dumb)
		*command = from_environment("VISUAL");
	if (*command == NULL)
		*command = from_environment("EDITOR");
	if (*command == NULL && !dumb && isatty(STDERR_FILENO))
		*command = "vi";
	if (*command != NULL)
		return CTXH_OK;
	return app_fail(app, CTXH_EUSAGE,
	    T("no editor is set; name one: export EDITOR=nano"));
}

/* An editor wants the terminal, also where input or output are a pipe.  What
 * it prints is not our result. */
static void
give_terminal(void)
{
	int fd = -1;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		fd = open("/dev/tty", O_RDWR | O_NOCTTY);
	if (fd != -1 && !isatty(STDIN_FILENO))
		dup2(fd, STDIN_FILENO);
	if (!isatty(STDOUT_FILENO))
		dup2(fd != -1 ? fd : STDERR_FILENO, STDOUT_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
}

static void
become_editor(const struct app *app, const char *command, const char *path)
{
	static const int defaults[] = { SIGINT, SIGQUIT, SIGPIPE, SIGXFSZ };
	char *script = xasprintf("%s \"$@\"", command);

	for (size_t i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++)
		signal(defaults[i], SIG_DFL);
	if (app->passphrase_fd > STDERR_FILENO)
		close(app->passphrase_fd);
	umask(077);
	give_terminal();
	execl("/bin/sh", "sh", "-c", script, command, path, (char *)NULL);
	_exit(127);
}

int
editor_run(struct app *app, const char *command, const char *path)
{
	struct sigaction ignore, on_int, on_quit;
	int status = 0, ended;
	pid_t pid;

	memset(&ignore, 0, sizeof(ignore));
	ignore.sa_handler = SIG_IGN;
	sigemptyset(&ignore.sa_mask);
	/* Ctrl-C is the editor's while it runs. */
	sigaction(SIGINT, &ignore, &on_int);
	sigaction(SIGQUIT, &ignore, &on_quit);
	pid = fork();
	if (pid == 0)
		become_editor(app, command, path);
	ended = pid != -1 && wait_for(pid, &status);
	sigaction(SIGINT, &on_int, NULL);
	sigaction(SIGQUIT, &on_quit, NULL);
	if (app_interrupted())
		return CTXH_EINTERRUPTED;
	if (!ended)
		return app_fail(app, CTXH_EFAIL, "%s \"%s\": %s",
		    T("cannot run the editor"), command, T(strerror(errno)));
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return CTXH_OK;
	return app_fail(app, CTXH_EFAIL,
	    T("the editor \"%s\" gave up; nothing was recorded"), command);
}
