# What an interactive shell on a machine of the lab reads first.
export HOME=/root LANG=C.UTF-8 LC_ALL=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin USER=root
export TERM=${TERM:-xterm-256color}
[ "$PWD" != / ] || cd
PS1='\h:\w\$ '
HISTCONTROL=ignoredups
alias ll="ls -l"
