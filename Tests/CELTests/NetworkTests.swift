import CEL
import Testing

/// Addresses and ranges, where implementations in Go and the specification leave little choice.
struct NetworkTests {
    private static let spellings: [(String, Bool)] = [
        ("::", true), ("1::", true), ("::1:2", true), ("1:2:3:4:5:6:7:8", true),
        ("1:2:3:4:5:6:7::", true), ("1:2:3:4:5:6:7:8::", false), ("1:2:3:4:5:6:7", false),
        ("1:2:3:4:5:6:7:8:9", false), (":1:2:3:4:5:6:7", false), ("1:::2", false),
        ("1::2::3", false), ("12345::", false), ("g::", false), (":", false), ("", false),
        ("64:ff9b::192.0.2.33", true), ("1:2:3:4:5:6:192.0.2.33", true),
        ("1:2:3:4:5:6:7:192.0.2.33", false), ("::192.0.2", false), ("::192.0.02.1", false),
        ("192.0.2.1::", false), ("::ffff:192.0.2.1", false), ("::FFFF:192.0.2.1", false),
        ("0:0:0:0:0:ffff:192.0.2.1", false), ("::ffff:c000:201", true),
        ("1.2.3.4", true), ("1.2.3.04", false), ("1.2.3.256", false), ("1.2.3", false),
        ("1.2.3.4.", false), ("+1.2.3.4", false), ("１.2.3.4", false), (" 1.2.3.4", false),
        ("fe80::1%eth0", false), ("[::1]", false),
    ]

    @Test(arguments: spellings)
    func `addresses have one spelling`(text: String, isAddress: Bool) {
        #expect(Sample.outcome("isIP('\(text)')") == "\(isAddress)")
    }

    private static let ranges: [(String, Bool)] = [
        ("10.0.0.0/8", true), ("10.0.0.1/8", true), ("10.0.0.0/0", true), ("10.0.0.0/32", true),
        ("10.0.0.0/33", false), ("10.0.0.0/08", false), ("10.0.0.0/-1", false),
        ("10.0.0.0/+1", false), ("10.0.0.0", false), ("10.0.0.0/", false), ("/8", false),
        ("10.0.0.0/8/8", false), ("::/128", true), ("::/129", false), ("::ffff:a00:0/104", false),
        ("64:ff9b::192.0.2.0/120", true),
    ]

    @Test(arguments: ranges)
    func `ranges have an address and a length`(text: String, isRange: Bool) {
        #expect(Sample.outcome("isCIDR('\(text)')") == "\(isRange)")
    }

    private static let values: [(String, String)] = [
        ("string(ip('2001:0DB8:0:0:1:0:0:1'))", "\"2001:db8::1:0:0:1\""),
        ("string(ip('1:0:0:2:0:0:0:3'))", "\"1:0:0:2::3\""),
        ("string(ip('1:0:2:3:4:5:6:7'))", "\"1:0:2:3:4:5:6:7\""),
        ("string(ip('64:ff9b::192.0.2.33'))", "\"64:ff9b::c000:221\""),
        ("ip.isCanonical('64:ff9b::192.0.2.33')", "false"),
        ("ip.isCanonical('::ffff:c0a8:1')", "false"),
        ("ip('::ffff:c0a8:1').family()", "4"),
        ("cidr('192.168.1.0/24').isMask()", "true"),
        ("cidr('192.168.1.5/24').isMask()", "false"),
        ("cidr('192.168.1.5/24').masked() == cidr('192.168.1.0/24')", "true"),
        ("cidr('192.168.1.5/24') == cidr('192.168.1.0/24')", "false"),
        ("string(cidr('2001:db8::ff/121').masked())", "\"2001:db8::80/121\""),
        ("cidr('0.0.0.0/0').containsIP('255.255.255.255')", "true"),
        ("cidr('0.0.0.0/0').containsIP('::1')", "false"),
        ("cidr('192.168.1.5/24').containsIP('192.168.1.200')", "true"),
        ("cidr('10.0.0.0/8').containsCIDR('10.0.0.0/7')", "false"),
        ("cidr('10.0.0.0/8').containsIP('10.0.0')", "invalid_conversion"),
        ("cidr('10.0.0.0/8').containsCIDR('10.0.0.0')", "invalid_conversion"),
        ("ip('224.0.0.5').isLinkLocalMulticast()", "true"),
        ("ip('ff12::1').isLinkLocalMulticast()", "true"),
        ("ip('ff02::1').isGlobalUnicast()", "false"),
        ("ip('febf::1').isLinkLocalUnicast()", "true"),
        ("ip('fec0::1').isLinkLocalUnicast()", "false"),
        ("ip('127.255.0.1').isLoopback()", "true"),
        ("ip('0.0.0.0').isGlobalUnicast()", "false"),
        ("ip('10.0.0.1') == dyn('10.0.0.1')", "false"),
        ("{ip('::1').family(): 'six'}[6]", "\"six\""),
    ]

    @Test(arguments: values)
    func `addresses answer as in other implementations`(text: String, expected: String) {
        #expect(Sample.outcome(text).hasPrefix(expected))
    }
}
