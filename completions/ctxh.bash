# Completion of ctxh(1) for bash.  Every word comes from the program itself
# (ctxh help --complete, --options), so that a field that is added to the rule
# set is completed, too.  It needs nothing but bash.

# The program as typed, in English (the names of arguments are looked at),
# never asking anything.
_ctxh_ask()
{
	CTXH_LANG=en "$_ctxh_program" "$@" 2>/dev/null </dev/null
}

# What an option of the verb at hand takes: the name of its argument.
_ctxh_takes()
{
	local name letter arg rest

	while IFS=$'\x1f' read -r name letter arg rest; do
		if [[ $1 == "$name" || $1 == "$letter" ]]; then
			_ctxh_option=${name#--}
			_ctxh_arg=$arg
			return 0
		fi
	done < <(_ctxh_ask help --options "${_ctxh_verb[@]:-help}" |
	    tr '\t' '\037')
	return 1
}

_ctxh_files()
{
	compopt -o filenames 2>/dev/null
	mapfile -t COMPREPLY < <(compgen -f -- "$1")
}

_ctxh_words()
{
	local cur=$1

	shift
	mapfile -t COMPREPLY < <(compgen -W "$(_ctxh_ask "$@")" -- "$cur")
}

_ctxh_cases()
{
	_ctxh_words "$1" "${_ctxh_global[@]}" help --complete cases
}

# The value of the option $1 that was begun with $2.
_ctxh_value()
{
	case $_ctxh_arg in
	CASE)
		_ctxh_cases "$2"
		return
		;;
	FILE*)
		_ctxh_files "$2"
		return
		;;
	esac
	_ctxh_words "$2" help --complete values "${_ctxh_verb[@]:-help}" \
	    "$_ctxh_option"
	if [[ ${COMPREPLY[*]} == FILE ]]; then
		_ctxh_files "$2"
	elif [[ $_ctxh_option == agency && ${#COMPREPLY[@]} -eq 0 ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(_ctxh_ask agency list \
		    --format csv | sed -n '2,$s/,.*//p')" -- "$2")
	elif [[ ${#COMPREPLY[@]} -eq 0 && $2 == @* ]]; then
		# A text out of a file: @FILE.
		_ctxh_files "${2#@}"
		COMPREPLY=("${COMPREPLY[@]/#/@}")
	fi
}

# An argument of the verb at hand.
_ctxh_argument()
{
	local cur=$1 usage

	if [[ ${_ctxh_verb[0]} == help ]]; then
		if [[ $_ctxh_args -eq 0 ]]; then
			_ctxh_words "$cur" help --complete verbs
		else
			_ctxh_words "$cur" help --complete subs "$_ctxh_last"
		fi
		return
	fi
	if [[ ${#_ctxh_verb[@]} -eq 1 && $_ctxh_args -eq 0 ]]; then
		_ctxh_words "$cur" help --complete subs "${_ctxh_verb[0]}"
		[[ ${#COMPREPLY[@]} -gt 0 ]] && return
	fi
	usage=$(_ctxh_ask help "${_ctxh_verb[@]}")
	usage=${usage%%$'\n'*}
	usage=${usage%% \[--*}
	usage=${usage%% --*}
	case $usage in
	*CASE*) _ctxh_cases "$cur" ;;
	*KEY*) [[ $_ctxh_args -eq 0 ]] &&
	    _ctxh_words "$cur" help --complete settings ;;
	*FILE*) _ctxh_files "$cur" ;;
	esac
}

_ctxh()
{
	local _ctxh_program=${COMP_WORDS[0]} _ctxh_option= _ctxh_arg=
	local _ctxh_last= _ctxh_args=0 cur=${COMP_WORDS[COMP_CWORD]}
	local -a _ctxh_verb=() _ctxh_global=()
	local i word waiting= end=

	COMPREPLY=()
	[[ $_ctxh_program == '~'/* ]] &&
	    _ctxh_program=$HOME/${_ctxh_program#'~/'}
	# What stands before the cursor: the verb, and whether an option
	# waits for its value.  Bash gives "--name=value" as three words.
	for ((i = 1; i < COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		if [[ -n $waiting ]]; then
			[[ $word == '=' ]] && continue
			case $waiting in
			--store|--as)
				_ctxh_global+=("$waiting" "${word/#'~'/$HOME}")
				;;
			esac
			waiting=
		elif [[ -z $end && $word == -- ]]; then
			end=1
		elif [[ -z $end && $word == -?* ]]; then
			_ctxh_takes "$word" && [[ -n $_ctxh_arg ]] &&
			    waiting=$word
		elif [[ ${#_ctxh_verb[@]} -eq 0 ]]; then
			_ctxh_verb=("$word")
		elif [[ ${#_ctxh_verb[@]} -eq 1 && $_ctxh_args -eq 0 &&
		    ${_ctxh_verb[0]} != help &&
		    $'\n'$(_ctxh_ask help --complete subs "${_ctxh_verb[0]}"
		    )$'\n' == *$'\n'"$word"$'\n'* ]]; then
			_ctxh_verb+=("$word")
		else
			_ctxh_args=$((_ctxh_args + 1))
			_ctxh_last=$word
		fi
	done
	[[ $cur == '=' ]] && cur=
	if [[ -n $waiting ]]; then
		_ctxh_value "$waiting" "$cur"
	elif [[ -z $end && $cur == --*=* ]]; then
		# Where "=" does not break words.
		_ctxh_takes "${cur%%=*}" && _ctxh_value "" "${cur#*=}"
		COMPREPLY=("${COMPREPLY[@]/#/${cur%%=*}=}")
	elif [[ -z $end && $cur == -* ]]; then
		_ctxh_words "$cur" help --complete options \
		    "${_ctxh_verb[@]:-help}"
	elif [[ ${#_ctxh_verb[@]} -eq 0 ]]; then
		_ctxh_words "$cur" help --complete verbs
	else
		_ctxh_argument "$cur"
	fi
}
complete -F _ctxh ctxh ./ctxh
