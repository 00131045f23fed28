@{
    Severity     = @('Error', 'Warning')
    # Scripts of this repository talk to a person at a terminal, and are UTF-8 without a mark.
    ExcludeRules = @('PSAvoidUsingWriteHost', 'PSUseBOMForUnicodeEncodedFile')
}
