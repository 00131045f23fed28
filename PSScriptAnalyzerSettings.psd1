@{
    Severity     = @('Error', 'Warning')
    # Scripts of this repository talk to a person at a terminal.
    ExcludeRules = @('PSAvoidUsingWriteHost')
}
