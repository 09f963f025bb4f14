# Completion of ctxh(1) for bash.  Every word comes from the program itself
# (ctxh help --complete), which the other shells ask, too.  It needs nothing
# but bash.

_ctxh()
{
	local program=${COMP_WORDS[0]} line last joined= i
	local -a words=()

	COMPREPLY=()
	[[ $program == '~'/* ]] && program=$HOME/${program#'~/'}
	# Bash gives "--name=value" as three words, and "--name=" as two.
	for ((i = 1; i <= COMP_CWORD; i++)); do
		line=${COMP_WORDS[i]}
		if [[ $joined || ($line == = && ${words[*]: -1} == --*) ]]; then
			words[${#words[@]} - 1]+=$line
			[[ $line == = ]] && joined=1 || joined=
		else
			words+=("$line")
		fi
	done
	last=${words[*]: -1}
	line=${COMP_WORDS[COMP_CWORD]}
	[[ $line == = ]] && line=
	# Only what stands behind the "=" is replaced.
	joined=${last%"$line"}
	while IFS= read -r line; do
		if [[ $line == $'\tfiles\t'* ]]; then
			line=${line#$'\tfiles\t'}
			compopt -o filenames 2>/dev/null
			mapfile -t COMPREPLY < <(compgen -f -- \
			    "${last#"$line"}")
			COMPREPLY=("${COMPREPLY[@]/#/${line#"$joined"}}")
		else
			line=${line%%$'\t'*}
			COMPREPLY+=("${line#"$joined"}")
		fi
	done < <("$program" help --complete -- "${words[@]}" 2>/dev/null \
	    </dev/null)
}
complete -F _ctxh ctxh ./ctxh
