<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AccountCard</name>
    <message>
        <source>Sign out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its password…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your e-mail addresses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as in camille@roux.example; several with commas</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where results are filed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a folder, or an address of WebDAV: https://…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the names are made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New secret…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no e-mail address: {address}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where signed documents and their proof are filed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results are filed in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Named by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SANDBOX no legal value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Production</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known yet whether it counts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AccountRows</name>
    <message>
        <source>Add an account…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An account is how requests reach those who sign elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no keychain that opens: a key or sign-in is kept only for as long as Paraph is open.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Accounts</name>
    <message numerus="yes">
        <source>The API key is %n day(s) old. It still works; make a new one at the service and put it in its place.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client id and secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing in with the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is signed in. What is prepared waits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service no longer knows you: sign in again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed in for as long as Paraph is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed in since {day}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service no longer knows you. Nothing is lost. Sign in again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody signed in at the browser within the time. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing in was stopped. Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This account still has acts that have not left. Let them leave, or take them back in the outbox; then remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something is missing or cannot be used. Look at what you typed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service did not accept the sign-in. Nothing was changed. Look at the address and at the key or secret, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ActPage</name>
    <message>
        <source>Leave it as it is</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AddAccountPage</name>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as in Office</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How you prove who you are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client id</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key or secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the service…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still missing: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You prove who you are by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and sign-ins are kept in this computer’s keychain, and nowhere else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This computer has no keychain that opens: a key or sign-in is kept only for as long as Paraph is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the service through which others sign</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnchorPart</name>
    <message>
        <source>A text, as Signature or Done at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text to sign at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Places where the text stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accents, capitals and line ends make no difference.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking, page {done} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This text is not in the document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n place(s). Enter goes to the next.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There is no room for the box on that side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The box: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnchorRulePart</name>
    <message>
        <source>Side of the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the box in mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height of the box in mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shifted to the right by mm; to the left with a minus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shifted down by mm; up with a minus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as it fits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Box:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>↓ mm</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Batch</name>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ready; %n signature(s), with those of the initials</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ready; initials on %n page(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ready; %n signature(s) stand in it</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n signed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not signed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The key signs %n time(s): initials in a document that was signed before are signatures of their own.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Once for each document, %n time(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Being looked through…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No field for initials: page {pages}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing now…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No visible box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, as in “{label}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, under “{label}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, lower right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, placed by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No words to sign at were found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only words that may mean another side were found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is not in this document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text stands in several places; this is the last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no empty field of that name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room for a box at the text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The box would cover words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program changed this file since you saw it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch: {done} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A page to file (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A page to read (*.html)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A table (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed documents: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{signed} of {all} signed. Times are in UTC.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This report is not signed. What holds is in the signed files and in the log of Paraph on the computer they were signed on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document and place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>owed: {owed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Printed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate issued by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate valid to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certificate, SHA-256</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Location</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proof of time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256 of the original</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256 of the signed copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on pages {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Initials {where}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certified: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With each signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is unlocked already, and stays so for the whole batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password is asked each time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN is asked each time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reader asks for the PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Once; some cards want it on its keys for every signature.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password is asked once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key stays open for the whole batch, and no longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN is asked once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM stays open for the whole batch, and no longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token stays open for the whole batch, and no longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your card stays open for the whole batch, and no longer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BatchCheck</name>
    <message>
        <source>{at} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before your key is asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) of “{title}”</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>What each of them says is in the list behind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The key signs %n time(s), with the initials.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Document {number} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Seal %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BatchEntry</name>
    <message>
        <source>{signed} of {all} documents are signed and safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A batch was interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s). You can go on where it stopped.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Go on…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BatchRoom</name>
    <message>
        <source>Sign the documents of a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A batch is at hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was begun. Finish or close this one, then drop it again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>Place the field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propose fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the field</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Book</name>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n signature book(s) wait(s) for you</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n signed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n set aside</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{count} from {name}, {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} for {name}, {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has it open on {computer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits for you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not opened yet, or being reviewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{head}: {documents} from {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} returned “{title}”: {counts}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No visible box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your initials on every page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your initials on every page but the last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your initials on page {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty fields for others: {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not decided yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed as {name}. The copy is locked: open it to check it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed as {name}, {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every page was shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never shown: page {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has it open on {computer}, since {time}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BookEntry</name>
    <message>
        <source>Signature &amp;books…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hand documents over…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BookRoom</name>
    <message>
        <source>Open the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what came back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder that you and your colleagues share</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BookRows</name>
    <message>
        <source>Your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as in Camille Roux</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being tried…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>It can be reached and written to: %n signature book(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Under which you hand books over, and by which those for you are found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the shared folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared folder: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No shared folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One that you and your colleagues reach; a network share will do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has not answered yet. The rest of the program does not wait.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder that you and your colleagues share</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BookSigning</name>
    <message>
        <source>Sign now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue to the PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The book is for {book}. You sign as {holder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The book is for somebody else</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) that {name} prepared</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sign %n document(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Writing into the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the book</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BooksPage</name>
    <message>
        <source>Hand documents over…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Books that wait for you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Books you handed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the shared folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared folder: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First your name and the shared folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signature books</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Staff prepare documents and hand them over; each signs with their card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No book waits for you. What is handed over to your name appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You have handed nothing over yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WAITS FOR YOU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HANDED OVER</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name, as in Camille Roux</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shared folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BoxBar</name>
    <message>
        <source>Size of the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the box (Del)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BoxItem</name>
    <message>
        <source>Your signature</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BrowserPage</name>
    <message>
        <source>Sign in at the browser, then come back here. Paraph never sees the password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If it does not open by itself, copy the address: {host}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CandidateList</name>
    <message>
        <source>Certificates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a key file (.p12, .pfx)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key without a device, for an advanced signature</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CardPage</name>
    <message>
        <source>Check and sign…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign as whom?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put your card into the reader; it is seen by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a certificate first.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Cards</name>
    <message>
        <source>it has ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is not valid yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it belongs to the issuer, not to a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its key is not with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its key is too weak today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its kind of key is not among the accepted ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its issuer made it for logging in, not for documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its issuer made it for encrypting, not for signing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its issuer made it for something else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seal certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signature certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For e-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For any use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use not stated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For logging in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For encrypting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For another use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For issuing certificates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qualified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>valid from {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ended {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>valid to {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>issued by {issuer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>issued by {issuer}, as qualified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>issued by {issuer}, as qualified, its key in a signature device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in a key file: advanced, without a device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TPM “{card}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>token “{card}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>card “{card}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in {reader}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no. {serial}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I seal as {holder}, with an advanced electronic seal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I sign as {holder}, with an advanced electronic signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot sign: {why}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CertificatePicker</name>
    <message>
        <source>Looking for cards…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is there cannot be used yet. The reason is below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several can sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No certificate can sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put your card in its reader; it is found by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n other certificate(s) cannot sign. Why?</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Signing as {name}. {detail}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Check</name>
    <message numerus="yes">
        <source>%n signature(s) valid</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Intact, by who is named below, and nothing was added since.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Valid, with later changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was added later was allowed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not rely on this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not what was signed. Ask its sender for it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has signed this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is too damaged to be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot be decided yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is wrong that can be shown. Who issued the certificate is not known here as trustworthy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is wrong that can be shown. Whether the certificate was revoked was not asked here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is wrong that can be shown, but not all of it can be compared here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signed content is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signed content was changed or is broken.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It covers the whole file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It covers the file as it was then; more came later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not cover all of the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its issuer is trusted here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its issuer is not known here as trustworthy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Claimed time: {time}, not proven</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>No document is left to be signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Before %n document(s) are signed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>NOT SIGNED NOW</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GOOD TO KNOW</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CheckPanel</name>
    <message>
        <source>SIGNATURES</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signatures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody that can be named</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CheckStep</name>
    <message>
        <source>Last day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as in 2026-12-05</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No reminders</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Every %n day(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Reminders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No account yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The template is kept by this account.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No last day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On another day…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>In %n day(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>SANDBOX, no legal value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>template {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>matter {matter}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MUST BE SETTLED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the list next: you see every row before anything is sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept here at once, and leaves by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To who signs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an account…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT IS SENT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SENT WITH</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LAST DAY TO SIGN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>REMINDERS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOTE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays on this computer; the service writes its own invitation.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CheckingPage</name>
    <message>
        <source>Back to the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is asked of the card yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {all} checked</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Back to the outbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep mine as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign the new version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being opened…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The version you signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change {number} of {all}, on page {page}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {all} pages compared</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) look different</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>All pages look the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Could not be drawn: {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>page(s) {pages}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The new version is not here yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next change</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CompareRoom</name>
    <message>
        <source>The new version is not here yet. It comes with the next connection.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DatePage</name>
    <message>
        <source>Change the date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until when it can be signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Until the end of this day it can be signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>In %n days</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeskBar</name>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeskPage</name>
    <message>
        <source>Open documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open another PDF (Ctrl+O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close (Ctrl+W)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DocumentList</name>
    <message>
        <source>DOCUMENT AND PLACE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>RESULT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs you {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DocumentStep</name>
    <message>
        <source>Name of the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as in Fee agreement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No document yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A copy is kept with the draft. Your original is never changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a document…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another document…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OPEN ON THE DESK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GO ON WITH A DRAFT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LibreOffice makes a PDF of the Word document…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PDF that the others are to sign, or a Word document (DOCX), which becomes a PDF first. Choose it, or drop it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the draft {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT IS TO BE SIGNED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NAME OF THE REQUEST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MATTER</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CLIENT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matter and client say where the results are filed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Documents</name>
    <message>
        <source>Open a PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF documents (*.pdf *.PDF)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample contract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair a copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the copy goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DropHint</name>
    <message numerus="yes">
        <source>Drop to sign %n PDF(s) together</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Drop to open %n PDF(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Drop to sign the PDFs of the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder cannot be opened as a whole</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only PDFs can be opened</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EmptyDesk</name>
    <message>
        <source>Desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a PDF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign many…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it on a sample contract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask others to sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl N</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prepare it now, even without a network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+K finds any command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a PDF here to sign or check it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One file or several. Your originals are never changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Extras</name>
    <message numerus="yes">
        <source>The key is asked %n time(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Initials on %n page(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>where it fits best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on the line that follows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>below the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>right of the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>above the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lower right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lower left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>upper right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>upper left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on all pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on all but the last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on these pages:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not certified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing may be changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only forms filled, and signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>forms filled, and comments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document was signed before: each field for initials gets its own signature.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages without a field for initials: {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document was signed before: nothing is drawn there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You certify the document: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cannot be taken back once it is signed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExtrasItem</name>
    <message>
        <source>will sign here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExtrasPart</name>
    <message>
        <source>At a text…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Templates…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>INITIALS</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExtrasState</name>
    <message>
        <source>No initials.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExtrasUse</name>
    <message>
        <source>{name}-fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a copy with fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF documents (*.pdf *.PDF)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept as {name}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FailedPage</name>
    <message>
        <source>Repair a copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page cannot be drawn.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldItem</name>
    <message>
        <source>You sign here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to sign here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldPanel</name>
    <message>
        <source>Signed by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stays at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width in millimetres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height in millimetres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete this field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text “{text}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the document is replaced by a new version, the field follows this text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the document is replaced by a new version, the field stays here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a field to change it, or place one with the buttons at the left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SIGNED BY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KIND</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STAYS AT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SIZE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This field</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FieldView</name>
    <message>
        <source>There is no room left on this page. Draw the field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resize the field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} of {name}, page {page}, {left} mm from left, {low} from bottom, {width} by {height}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the field</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FileAsking</name>
    <message>
        <source>Documents (*.pdf *.PDF *.docx *.DOCX)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is to be signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists (*.csv *.txt *.tsv);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who signs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lists (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a sample list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Previous (Shift+F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next (F3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop looking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in this document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{position} of {count} so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{position} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking, page {done} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GatherPage</name>
    <message numerus="yes">
        <source>With the folders within it: %n document(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Open each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign them together?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No PDF was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They are looked through and shown first. Nothing is signed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Look through %n document(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are no PDF and stay out: {names}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n signed copies of these stay out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>There is more than was looked at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most {most} documents make a batch. Drop the folders one by one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Gathering</name>
    <message>
        <source>Looking what is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders, and the folders in them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GiveUpPage</name>
    <message>
        <source>Leave it on the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its long-term proof is renewed no more, and nobody looks whether it is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What its signature still lacks is not added any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this document off the list?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file and its signature stay as they are. The log keeps that you did so.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GroupCard</name>
    <message>
        <source>Fold the acts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the acts</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n act(s), in this order</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>What can be done: {title}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Menus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a PDF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a PDF (Ctrl+O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search, or run a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search, or run a command (Ctrl+K)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message numerus="yes">
        <source>{percent} % of %Ln call(s) came through in the last day</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) were too many for the service’s limit, and waited</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) found no way to the service: that is the network’s part</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No call in the last day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More than 1 % of the calls failed at the service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service is slow: the slowest calls take more than 3 seconds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>broke off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>damaged answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answer too large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answer not understood</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HealthBand</name>
    <message>
        <source>Show the figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost: what did not come through is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HealthPart</name>
    <message>
        <source>Fold the endpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the endpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Endpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Calls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Inbox</name>
    <message numerus="yes">
        <source>%n signed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Initials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You sign here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} signs here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left free</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} signed on paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scan is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{level}, with your card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{level}, in the browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your turn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To be delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} approved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not filed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its time is over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was taken back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}’s signature is valid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed after it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>Look for news</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InboxRoom</name>
    <message>
        <source>Requests that ask you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search people, documents, matters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything in this list can be read and signed offline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in again: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is here can be read and signed; it leaves after that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What others ask you to sign appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First add your account at a signature service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an account…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This one is signed in the browser: follow the invitation you got.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document is not here yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Someone signed first. Your signature stands on an older version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept. Sign the new version with your card, or keep yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service did not take what was asked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in the outbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document is not here yet. It comes with the next connection.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no PDF. The service makes one of it, which comes from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You signed. Your signature is kept on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It leaves by itself as soon as the network is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decline to sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This ends the request for everybody. Nobody can sign it afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decline the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a request to read it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InitialsPart</name>
    <message>
        <source>Type page numbers that the document has, as 1-3,5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the letters of your initials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No page is left for initials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A picture of your initials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.PNG *.JPG *.JPEG)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use letters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>It was signed before: each of the %n prepared field(s) gets its own signature.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Drawn with your one signature; nobody can change them afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Initials, in the same act (Ctrl+I)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Initials on the pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Letters of the initials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages with initials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page numbers, as 1-3,5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Corner of the initials</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyFilePage</name>
    <message>
        <source>Password of the key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the password of the key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is used for this look only; it is asked again for signing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password does not open this file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is unchanged. Type the password again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A key in a file gives an advanced signature, without a device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever has the file and its password can sign as you. A card cannot be copied.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyFileRows</name>
    <message>
        <source>A key without a device, for an advanced signature. Take one into use in the list of certificates when you sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your administrator allows signing with a card only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {path}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeyFileUse</name>
    <message>
        <source>Use a key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key files (*.p12 *.pfx *.P12 *.PFX)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LeavePage</name>
    <message>
        <source>{signed} of {all} are signed and safe. The rest can go on later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish in the background</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop after this document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents are being signed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LineActs</name>
    <message>
        <source>Place it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign without a box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it back in</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListStep</name>
    <message>
        <source>Choose a list (CSV)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much is queued</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A CSV file, as spreadsheets save it. Its first line names the columns: e-mail, first name, last name; and if wanted title, matter, client, last day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tabs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a sample list…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{rows} · {encoding}, separated by {separator}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {all} are kept and leave by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With errors {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A CSV file, as spreadsheets save it. Its first line names the columns by the template’s roles: {columns}; and if wanted title, matter, client, last day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>e-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>matter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>last day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not used: {columns}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows of the list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ListTrouble</name>
    <message>
        <source>The file is larger than a list may be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list has more than 10,000 rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file holds no text that can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list has no rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A quotation mark in line {line} is not closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No column of the list is called “e-mail”.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LockedDocuments</name>
    <message>
        <source>It is kept in memory while this book is open, and stored nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Look</name>
    <message>
        <source>“Signed electronically by”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signature picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QR code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No room in this box for: {parts}. Make it larger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>French</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>German</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LookPage</name>
    <message>
        <source>Look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of this look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make its white paper transparent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language of the signature’s words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Form of the date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QR code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How your signature looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept under its name for the next time, for you alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LOOK AND ITS NAME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PICTURES</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LINES</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Own words may hold {name}, {date}, {reason}, {location}, {serial}, {issuer}, {organisation} and {role}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it fits the box on the page, or one of the usual size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds the SHA-256 of the document as it is before you sign, and that of your certificate: no file can hold its own hash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LANGUAGE AND DATE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QR CODE</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LookRow</name>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change how the signature looks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HOW IT LOOKS</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LookUse</name>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.PNG *.JPG *.JPEG)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>&amp;Open a PDF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign &amp;many…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close the document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Check and sign…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the si&amp;gnatures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search, or &amp;run a command…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous part of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Lock cards and key files now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it on a &amp;sample contract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Paraph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to: {screen}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paraph {version}

Signs PDF documents with a card. Free software under the GNU Affero General Public License, version 3 or later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Paraph</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Requests</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (no longer there)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file was opened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High &amp;contrast</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close the message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>This is a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it, choose the PDFs you want and drop those here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is not a PDF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a PDF, or print it to PDF first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no screen to open a window on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signed copy could not be put into its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your signature is made, recorded and kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it from where it is kept, named below, once the folder can be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system does not tell which card readers there are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the smart card service (pcscd), or connect the reader anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it in a desktop session, or use the commands: paraph --help lists them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unforeseen happened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your document is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; if it comes back, send us the report named below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card refused the PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody may sign unattended with this certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take a seal or an HSM whose certificate an administrator listed under watch in the rules.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder is being watched already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the other program, or watch another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was stopped from the keyboard.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was done until then is kept, and what waits to be sent stays in the outbox.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run it again when you like.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it again; the card does not tell how many tries remain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many wrong PINs: the card is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN is too short or too long for this card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No try was spent and nothing was signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the whole PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card&apos;s PIN has run out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change it with the card&apos;s own software, then sign again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card has no PIN yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set one with the card&apos;s own software, then sign again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The entry was ended on the card reader.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign again, and confirm on the reader&apos;s own keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card ended the login while it was in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN was not tried again; your document is unchanged and no half file remains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign again and type the PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card needs its PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the PIN when it is asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No card was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your document is unchanged and no half file remains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the card in its reader, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card left while signing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was signed before is safe; your document is unchanged and no half file remains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it back, then sign again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card holds no certificate that fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another card or certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several certificates fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name one of them by its SHA-256.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate has ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another, or renew it with its issuer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate is not valid yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check this computer&apos;s date, or choose another certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This certificate is not meant for signing documents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the signature certificate of your card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This certificate’s key or method is not safe enough for signatures any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another certificate, or ask its issuer for one with a stronger key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card holds the certificate without its key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another certificate, or ask the card&apos;s issuer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PDF is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type its password; it is used once and not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password does not open this PDF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the password again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its place and your rights to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of this file, or of its folder, is not written in letters known here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it another name, and open it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PDF is damaged inside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let Paraph make a repaired copy if nobody has signed it, or ask for it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program changed this file after you saw it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it again, then sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PDF has no page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a document that shows something.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This form (XFA) looks different in other programs, so what you see would not be signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is untouched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print it to PDF and sign that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PDF is locked for certain certificates, not with a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its author for a copy without that lock.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its author allowed no further signature.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the author for an open version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document&apos;s permissions forbid signing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its author for a version that may be signed, or for the owner&apos;s password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no signature field of that name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a field that the document has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That field is signed already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an empty field, or place a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An earlier signature locked that field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another field, or ask the earlier signer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The field&apos;s author asks for another certificate, reason or kind of signature.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the author what the field takes, or place a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature cannot stand there: it is off the page, too small or over another field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another, or save it anew as PNG.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is not a still PNG or JPEG picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save your signature as a PNG picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture would show nothing: it is all transparent, or all white.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a picture with dark ink on white paper or on none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This picture is too large for a signature.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one below 20 MB and 50 million pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file of that name is there already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder does not take a file of that name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a shorter name, or another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder cannot be written to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it, or choose another one; a drive or share that is away has to be connected first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signed copy did not fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No half file remains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card&apos;s driver reports a fault, though the card was not taken out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password does not open the key file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it again; a file counts no tries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key file needs its password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the password when it is asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password is too long for a key file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the password alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key file is not there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect the drive it lies on, or choose it anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key file left while signing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it back, then sign again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key file holds no certificate that fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another file or certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of this key file is not meant for signing documents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file of your signature certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key file does not hold this certificate&apos;s key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file anew, or ask its issuer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key file could not be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The process that reads the key file ended by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key file&apos;s drive did not answer in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the file to this computer, then choose it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key in this file is of a kind that cannot sign here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another key file, or a card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM refused the PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it again; after some wrong ones the TPM takes none for a while.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many wrong PINs: the TPM takes none for a while.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until its lockout is over, or let an administrator clear it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN is too short or too long for this TPM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN of the TPM&apos;s token has run out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change it with tpm2_ptool, then sign again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM&apos;s token has no PIN yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set one with tpm2_ptool, then sign again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM&apos;s token needs its PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM ended the login while it was in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM shows no token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The command paraph tokens says why, and what to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM&apos;s token left while signing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign again; if it leaves again, restart the TPM&apos;s resource manager (tpm2-abrmd).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM holds no certificate that fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another token or certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This certificate of the TPM is not meant for signing documents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a signature certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM holds the certificate without its key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another certificate, or ask your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM&apos;s driver reports a fault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; if it comes back, restart the TPM&apos;s resource manager (tpm2-abrmd).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM&apos;s driver crashed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again: it starts anew; if it crashes again, bring tpm2-pkcs11 up to date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM&apos;s driver did not answer and was ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; if it hangs again, restart the TPM&apos;s resource manager (tpm2-abrmd).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is using the TPM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM&apos;s driver cannot be loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM&apos;s driver is not where it should be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its path, or install tpm2-pkcs11.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM&apos;s driver is made for another kind of computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install tpm2-pkcs11 in the version named below as needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of the TPM&apos;s driver is no driver (PKCS#11).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install tpm2-pkcs11 anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM offers no method that fits its key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token refused the PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it again; the token does not tell how many tries remain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many wrong PINs: the token is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the one who manages the token unlock it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN is too short or too long for this token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token&apos;s PIN has run out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change it with the token&apos;s own software, then sign again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token has no PIN yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set one with the token&apos;s own software, then sign again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token needs its PIN.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token ended the login while it was in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No token was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that its service runs and can be reached.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token left while signing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that its service can be reached, then sign again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token holds no certificate that fits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This certificate of the token is not meant for signing documents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token holds the certificate without its key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another certificate, or ask the one who manages the token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token&apos;s driver reports a fault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that its service can be reached, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token&apos;s driver crashed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again: it starts anew; if it crashes again, bring its software up to date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token&apos;s driver did not answer and was ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other programs use all that the token has to give.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close one, or wait until it is done, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token&apos;s driver cannot be loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that its service runs and that you may use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token&apos;s driver is not where it should be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its path, or install the token&apos;s software.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token&apos;s driver is made for another kind of computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the token&apos;s software in the version named below as needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of the token&apos;s driver is no driver (PKCS#11).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the driver that the token&apos;s software brings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token offers no method that fits its key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The timestamp server gave no timestamp.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is added by itself once the server can be reached; if this goes on, check its address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The timestamp server does not accept the account or certificate that is set for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set the right user, password or certificate; the timestamp is then added by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The timestamp server&apos;s authority is not among those that this computer trusts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add its root certificate to the trusted ones: paraph trust add FILE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether the timestamp server is the one that it should be could not be verified.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In a guest network, sign in there first; for the firm&apos;s own server, add its authority to the system&apos;s certificates.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system names its proxy by a script or as SOCKS, which Paraph does not speak.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your administrator for the proxy&apos;s address and name it as “proxy” in the settings file or the administrator&apos;s rules; paraph doctor says where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network&apos;s proxy does not accept the user and password that are set for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name its user in its address and put the password into the keychain, or ask your administrator; the timestamp is then added by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An issuer cannot be asked: the system names its proxy by a script or as SOCKS, which Paraph does not speak.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An issuer cannot be asked: the network&apos;s proxy does not accept the user and password that are set for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name its user in its address and put the password into the keychain, or ask your administrator; the proof is then added by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The timestamp server&apos;s clock and this computer&apos;s are too far apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set this computer&apos;s date and time; if they are right, ask who runs the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add its authority&apos;s root certificate to the trusted ones: paraph trust add FILE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it back, or name its new place: paraph upgrade FILE. If it is gone for good: paraph upgrade --give-up FILE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A signed file that still owes proof lies where nothing can be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow writing in its folder, or add the proof to a copy: paraph upgrade FILE -o COPY.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A signed file that still owes proof was changed or replaced by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the signed file back, or name where it lies: paraph upgrade FILE. If it is gone for good: paraph upgrade --give-up FILE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A signed file that still owes proof lies on a drive that cannot be reached now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect the drive or the share; the proof is then added by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not the signed file that is looked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file as it was signed: one that was saved anew has other bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file whose long-term proof is kept up is not where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it proves holds on, wherever it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A file whose long-term proof is kept up was changed or replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not touched, and is not renewed like this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program added to a file whose long-term proof is kept up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you signed is whole in it, and was not touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the file; if it is in order, keep its proof up as it is now: paraph upgrade FILE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text to sign at is not in this document, or not as often as was asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose other pages or another corner for them, or sign without initials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A signature in this book still lacks the proof that was required.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature is made and kept on its signer’s computer. Its copy comes into the book with the proof.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the proof by paraph sync, then return the book. To do without it: paraph upgrade --give-up FILE.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder in which Paraph keeps its record and settings cannot be used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your documents are unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow reading and writing in the folder named below, or name another one in PARAPH_HOME.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no room for Paraph&apos;s record on this computer&apos;s disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space there, then start Paraph again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paraph&apos;s record cannot be read, because its file is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your documents and their signatures are unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the profile&apos;s folder back from a backup, or ask your administrator; until then nothing can be signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A later version of Paraph keeps the record in this folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your documents, their signatures and the record are unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the later version, or name another folder in PARAPH_HOME.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its number in Unicode stands in its place; the signature itself holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it with its PUK in {program}, or ask its issuer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change it in {program}, then sign again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set one in {program}, then sign again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the one who manages the token unlock it in {program}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your signature is made and kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The timestamp server&apos;s answer does not hold, and was not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is tried again by itself; if this goes on, ask who runs the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No timestamp server is set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name one in the settings; the timestamp is then added by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A certificate does not lead to an authority that this computer trusts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The issuer does not say whether a certificate still holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its answer is added by itself once it can be had.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An issuer can only be asked within a private network, which the settings do not allow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If that network is yours, allow private addresses in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A certificate does not say where to ask whether it still holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long-term proof cannot be had with it; ask its issuer for one that can.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The issuer&apos;s word on the certificate is older than the timestamp.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A newer one is added by itself once it is published.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A certificate was revoked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing more was added to the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its issuer; sign anew with a certificate that holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file takes no further proof.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read below what forbids it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proof that you required cannot be had now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your document is unchanged; a signature that was made already is kept, as named below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again later, or sign and let the proof be added by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proof is being added by another window or program at this moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is owed stays on the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a minute.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A signed file that still owes proof is not where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was signed. A scan without recognised text has no words that could be found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check how the text is written in the document, or place the box yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text to sign at stands in several places.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say which one is meant: the first, the second, the last.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This document was signed before: only its first signature can certify it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was signed, and the earlier signatures hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign without certifying, or certify the document before anybody signs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its author certified this document: no box can be added to its pages.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was signed, and the certification holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in a field that was prepared, or without a visible box.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Certified against every change, the empty fields could never be signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow forms to be filled, or take the fields away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This document was signed before, and no fields for initials were prepared.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was signed. Initials drawn now would break the earlier signatures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign without initials, or have fields for them prepared before anybody signs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no letters to draw as initials.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type your initials, or choose a picture of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Initials do not fit: a page of theirs is not there, or has no room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document has a field of that name already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the new field another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No template of that name is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one of the templates there are, or save this one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The template does not fit this document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place the box yourself, or choose another template.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no signature book at this place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for it in the folder where books are handed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This signature book is not whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in it was signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask whoever prepared it to hand it over again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This signature book was altered after it was handed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing more in it is signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask whoever prepared it what happened, and have it handed over again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody else has this signature book open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until they close it, or take it over if their computer is switched off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This signature book was returned.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was signed in it stays signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Have what is missing handed over in another book.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature book cannot be written like this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was handed over or changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what is named below.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No place to sign was found in this document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was handed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place the box by hand, name a text to sign at, or let it be signed without a box.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No folder is set for signature books.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder that you and your colleagues share.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder for signature books does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost: what was signed is kept on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect the drive or the network, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in this signature book waits to be signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agree to a document first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A copy in this signature book is not the one that was signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document that was handed over is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not rely on the copy; ask the signer for the one that the record names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A signature was made just before Paraph was ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signed copy is whole and in the audit log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has to be done again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paraph was ended while this was being signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not signed, and no half file remains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it and sign it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This certificate is made for documents, but not marked as binding its holder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose your signature certificate, if you have one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This certificate is made for e-mail.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can sign documents.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This certificate is made for any use, logging in among them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its issuer does not say what this certificate is for; it may be for logging in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is short: it is recommended until {day} only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is kept beyond that day needs a longer key, or an archive timestamp.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key lies in a file, and no card guards it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can sign, as an advanced signature without a device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a card, if you have one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This document holds JavaScript.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some programs run it, and it may change what is shown. Paraph does not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its author for a copy without it, or print it to PDF and sign that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This document can start another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paraph starts none; other programs ask first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its author why, or for a copy without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This form can send what is typed, or fetch data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paraph sends nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its author where it goes, if that matters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This document opens an address or another file by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paraph opens none; what stands there is not signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its author for a copy without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has links.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What they lead to is not signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has to be done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Buttons in this document show or hide parts of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature covers it all the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at each state of it before you sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of this document differ on the screen, on paper or between programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You see one state of its layers; the signature covers all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its author for a copy without layers, or print it to PDF and sign that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This document has layers that are not shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its author for a copy without them, or print it to PDF and sign that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields that must be filled are empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After you have signed, filling them may count as a change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill them first, or ask who should.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files are attached to this document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature covers them too, though no page shows them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open them elsewhere before you sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a collection of files behind a cover.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You see its cover only; the signature covers all files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign the files one by one, or open them elsewhere first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This document holds sound, film or a 3D model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paraph does not play it; the signature covers it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at it in the program it is made for, or ask its author for a plain copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes or fields are drawn by each program in its own way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their words are the same everywhere, their look may differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Print it to PDF and sign that, if the look matters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes or fields are hidden on the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They may show on paper, or in other programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its author what they are, or for a copy without them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes or fields are shown on the screen and not on paper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the file itself: a print does not show all that you sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the pages lie in other files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature does not cover those, and they can change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its author for a copy that holds everything.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A font is missing in this document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other programs may show the words in other letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask its author for a copy with its fonts, if the look matters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures or colours differ on paper.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You see the state for the screen; the signature covers both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This document is too large to be looked through for scripts, layers and attachments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can be signed; what was not looked at is not named here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign it if you know where it comes from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages were never shown to you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature covers every page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at them before you sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all of your visible signature has room in its box.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is left out is listed here; the signature itself holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the box larger, or choose another look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your visible signature has a letter that no font has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write that word in other letters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificates of your issuer are not all there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can sign; other programs have to find them by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your issuer for them, or let proof be added, which fetches them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your certificate names nobody who could be asked whether it still holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It can sign; long-term proof cannot be added to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a timestamp alone, or another certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the card out, put it back, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it with its PUK in the card&apos;s own software, or ask its issuer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card&apos;s driver crashed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again: the driver starts anew; if it crashes again, bring its software up to date.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card&apos;s driver did not answer and was ended.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is using the card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it, or wait until it is done, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card&apos;s driver cannot be loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check its path, or install the card&apos;s software.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file holds no key that can sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was signed, and the file is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the .p12 or .pfx file your certificate came in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your administrator allows signing with a card only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use your card, or ask your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card&apos;s driver is not where it should be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card&apos;s driver is made for another kind of computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the card&apos;s software in the version named below as needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is not a card driver (PKCS#11).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the driver that the card&apos;s software brings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card offers no method that fits its key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use another card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The finished signature did not hold when it was read back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was thrown away; your document is unchanged and no half file remains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; if it happens twice, report it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The record is held by another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other windows, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The profile lies on a network drive, where the record is not safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This document was not attempted, because one before it failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign it again, or let a batch go on after an error with --keep-going.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This level cannot be reached now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign with level B-B.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An argument has not the form it needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was done.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See --help.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModuleRows</name>
    <message>
        <source>Add a driver…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a card driver (PKCS#11)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card drivers ({endings})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking what it is…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {path}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drivers in their usual places and those that the system has registered are found by themselves. Add one that lies elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Modules</name>
    <message>
        <source>It loads: {what}, by {maker}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MorePart</name>
    <message>
        <source>What may be changed afterwards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who signs there, as Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the field for somebody else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is filled in after that signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the box to them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a copy with these fields…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the next box on a page: yours, or another one for somebody else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a box on a page first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the field for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Afterwards:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A field for somebody else</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewKeyPage</name>
    <message>
        <source>Try the old one again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it in place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The old one holds until the service has taken the new one.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>News</name>
    <message numerus="yes">
        <source>%n requests are signed by everybody</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests are signed by everybody and filed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests were declined</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests have expired</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n documents wait for your signature</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n acts in the outbox need you</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>A request is signed by everybody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A request is signed by everybody and filed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A request was declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A request has expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A document waits for your signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something in the outbox needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open Paraph to see which.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close the message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OfflineBand</name>
    <message>
        <source>Try now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline since {moment}. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This network wants a sign-in. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service does not answer since {moment}. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits to leave.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) are kept on this computer, in order.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>They leave by themselves when the network is back; you may close Paraph or switch the computer off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open any page in the browser and sign in there; the rest follows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trying now…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OpenTrouble</name>
    <message>
        <source>Take it over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature book</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OtherSigner</name>
    <message>
        <source>Open this page in a browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everybody who signs in a browser has signed, or it is not their turn yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send a request with somebody who signs remotely, and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody else can sign now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Outbox</name>
    <message numerus="yes">
        <source>Create the request with %n signatories</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n needs you</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>SANDBOX, and %n other account(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The service says: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Act</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Since</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try it now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was sent, or may have been: cancel the request instead</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next try: {moment}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the document ({size})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create the request from its template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remind {turn}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deliver your signature, made with the card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say that {name} does not sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask another person in place of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase personal data at the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After signing in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On its way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed, to be delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After the one above</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked up, then sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next to leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your signature ({moment}) is kept and stays valid on its own copy. To take part in the request, sign the new version with your card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Someone signed before you, so your signature stands on an older version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{act}. {below}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (sandbox, no legal value)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (production)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (not known yet whether it counts)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A request that is not here any more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>matter {matter}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Request to {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waits behind what needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service said no.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was prepared is kept here. Try it again once the cause is gone, or take it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The API key of {name} should be replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is prepared waits, and nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With an account others can be asked to sign, and to sign with you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an account…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tried yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that you did has reached its service.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the outbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being sent now…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in again: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SANDBOX no legal value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not known yet whether it counts: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Production {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline since {moment}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This network wants a sign-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service does not answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What waits leaves by itself when the service answers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something cannot leave before you decide.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OutboxPage</name>
    <message>
        <source>Export list…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits that could be listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NEEDS YOU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody has signed in here yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in again. The service no longer knows you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in; what is prepared leaves by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n act(s) wait here in order. Sign in; they leave by themselves.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign the new version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare the two</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep mine, leave the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LEAVES BY ITSELF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PROOF THAT IS OWED</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you did and what has not left yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OwedPage</name>
    <message>
        <source>Try all now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is owed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every signature has the proof that was asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No network at this moment. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proof is added by itself when it is back. You may close Paraph or switch the computer off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signatures are made. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proof is added by itself. You may close Paraph or switch the computer off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NEEDS YOU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ADDED BY ITSELF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proof that is owed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timestamps and long-term proof that signed documents still wait for</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OwedProofs</name>
    <message>
        <source>&amp;Proof that is owed…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OwedRow</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take off the list…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it up as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the password…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show {name} in its folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take {name} off the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep {name} up as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the password of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try {name} now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being tried…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken off the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added, and read back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OwedSheet</name>
    <message>
        <source>Where {name} lies now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF documents (*.pdf *.PDF)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageBar</name>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The places are the template’s</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n signatory(ies) without a signature field</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Every signatory has a signature field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo: {step} (Ctrl+Z)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to undo yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageItem</name>
    <message>
        <source>This page cannot be drawn.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageToolbar</name>
    <message>
        <source>Zoom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page number (Ctrl+L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts a box at the line to sign on; click again to draw it yourself (Ctrl+G)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More for this document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More for this document (Ctrl+M)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PagesAccess</name>
    <message>
        <source>Field {name}, page {page}, signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Field {name}, page {page}, empty</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Find “{words}” in this document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open a document first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PalettePage</name>
    <message>
        <source>Search, or run a command</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing here has these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COMMANDS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DOCUMENTS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>IN THE DOCUMENT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What can be done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Esc</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PasswordPage</name>
    <message>
        <source>Password of the document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PDF is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password does not open this PDF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is unchanged. Type the password again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is used for this document only and not kept.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PeoplePanel</name>
    <message>
        <source>The template says where each role signs; that is shown as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PLACE FOR {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{kind} for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who signs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place a signature field (Ctrl+G)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PeopleStep</name>
    <message>
        <source>Add a person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever plays no role of the template here comes from the list, in columns called by the role: one request is made of each row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say who plays each role of the template “{name}”. Turns, levels and places are the template’s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever has no e-mail address here comes from the list: one request is made of each of its rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those with the same turn sign at the same time, the others one after another.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PersonForm</name>
    <message>
        <source>First name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level of the signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn; the same number signs at the same time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signs with a card, here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take this person away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>leave empty: from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>name@firm.example</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The template says so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>FIRST NAME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LAST NAME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>E-MAIL ADDRESS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TURN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT IS ASKED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LEVEL</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PictureRow</name>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove: {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Pin</name>
    <message numerus="yes">
        <source>The PIN is kept for %n minute(s) by the driver’s process; locking the screen ends it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The PIN is kept for %n minute(s) by the card’s process; locking the screen ends it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The key is kept open for %n minute(s) by a process of its own; locking the screen ends it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Too many wrong PINs. Your document is unchanged. Unlock the card with its PUK in {program}, or ask its issuer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many wrong PINs. Your document is unchanged. Let the one who manages the token unlock it in {program}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password is kept until these documents are signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN is kept until these documents are signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password is used once and not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN is used once and not kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the PIN of your card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN of the card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SIGNATURE PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the PIN first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN goes to the card only; Paraph sends it nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN is too short or too long for this card. No try was spent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT THE CARD SAYS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card refused the PIN. Nothing was signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it again; the card does not tell how many tries remain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the last try. One more wrong PIN locks the card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sure? Stop here. Nothing is lost: your box stays where it is. Your PUK letter, or the card’s issuer, gives the tries back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many wrong PINs. Your document is unchanged. Unlock the card with its PUK in its own program, or ask its issuer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the password of your key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Password of the key file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PASSWORD OF THE KEY FILE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password opens the file on this computer; it is sent nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password is too long for a key file. Nothing was signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password does not open the key file. Nothing was signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it again; a file counts no tries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the PIN of your TPM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN of the TPM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN goes to this computer’s TPM only; Paraph sends it nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN is too short or too long for this TPM. No try was spent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT THE TPM SAYS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM refused the PIN. Nothing was signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it again; after some wrong ones the TPM takes none for a while.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the last try. After one more the TPM takes none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sure? Stop here. Nothing is lost: your box stays where it is. The tries come back by themselves with time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM takes no PIN for a while.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many wrong PINs. Your document is unchanged. Wait until its lockout is over, or let an administrator clear it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the PIN of your token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN of the token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN goes to the token’s driver only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN is too short or too long for this token. No try was spent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT THE TOKEN SAYS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token refused the PIN. Nothing was signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type it again; the token does not tell how many tries remain.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the last try. One more wrong PIN locks the token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not sure? Stop here. Nothing is lost: your box stays where it is. The one who manages the token gives the tries back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many wrong PINs. Your document is unchanged. Let the one who manages the token unlock it.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinChoice</name>
    <message numerus="yes">
        <source>For %n minute(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>For one batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your administrator decided this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paraph cannot see here when you lock the screen: minutes count as one batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the process of the card’s driver, or of the key file, holds it. Locking the screen, suspending the computer or taking the card out ends it at once.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PinPage</name>
    <message>
        <source>Sign 1 document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seal 1 document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has {least} to {most} characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the PIN on the reader.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has its own keys; the PIN does not pass through here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A wrong PIN was typed before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A try was wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the demo’s token. Its PIN is {pin}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlacePage</name>
    <message>
        <source>Sign here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a box first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a box, or choose a field.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlaceStep</name>
    <message>
        <source>No line to sign on was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place the fields with the buttons above, or draw them on the page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{texts}, page {pages}. Move or delete them freely.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields were proposed from the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{text}” is not in this document. Its field stays where it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) did not fit on this document and are gone.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Each person signs once. They have a signature field already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change whose field it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the kind of field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what the field stays at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pages of this template are not on this computer yet. There is nothing to do here: the places come with the template.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Placement</name>
    <message>
        <source>{width} × {height} mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signature, page {page}, {left} mm from left, {foot} from bottom, {width} by {height}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, upper left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, upper right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, middle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, lower left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, foot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page}, lower right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the line under “{label}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beneath: the words {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Covers the field {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller than a signature may be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A box cannot stand here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bottom margin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Middle of the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edge of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Middle of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text baseline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the signature line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resize the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a field</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlacingView</name>
    <message>
        <source>Field {name}. Enter signs there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signature in the field {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No line to sign on was found. Click where you sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlanFace</name>
    <message numerus="yes">
        <source>Sign %n document(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Folder “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed copies go beside the originals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed copies go to one folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The documents are still being looked through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signed copies need a folder: no copy belongs beside these.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No document is ready to be signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put your card in its reader, or choose a certificate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the signed copies go</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlanSide</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Check %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is agreed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AS WHOM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>REASON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LOCATION</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Preflight</name>
    <message numerus="yes">
        <source>%n earlier signature(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) were never shown: {pages}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The file may be signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your certificate can sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your certificate ends soon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card is in the reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key file is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signed copy has a place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signed copy needs a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unlocked; nothing will be asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>valid to {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Renew it before {day}. What you sign until then stays valid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PIN will be asked once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before the card is asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before the key file is opened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before the TPM is asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before the token is asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proof of time can be had now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its PIN is typed on the reader’s own keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its password will be asked once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nobody has signed it yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file lies in a temporary folder, such as a mail’s. A copy there would be lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be written where this file lies.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {pages}: {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {pages}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The box covers another field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The box leaves the page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The box is too small</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The page of the box is not there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two signatures one over the other make other programs doubt both.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You can sign now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show it anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair a copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another certificate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move mine {mm} mm to the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move mine {mm} mm to the left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move mine {mm} mm down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move mine {mm} mm up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move mine to the nearest free place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move mine a little</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is meant for long-term archiving ({format})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it stays so with the signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It stays so with the signature. Pictures stand on white there, as {format} asks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The box of the signature has no tags, which level A asks for: a checker may say that the copy is no {format} any more. A signature without a box keeps it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paraph does not know this kind: a checker may say that the copy is none any more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PreflightPage</name>
    <message>
        <source>Continue to the PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the document</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n to settle</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to know</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>MUST BE SETTLED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GOOD TO KNOW</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Settle %n red point(s) to go on.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Sign now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue to the password</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PreparePage</name>
    <message>
        <source>NOTE ON</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add documents…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Hand over %n document(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Copies go to {folder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand over to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who signs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as in Me Roux</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as in Courrier du 25 novembre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note on the chosen document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHO SIGNS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NAME OF THE BOOK</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>REASON, FOR ALL DOCUMENTS</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PrepareRoom</name>
    <message>
        <source>It is used for looking at the document here. It is not handed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>your file is gone: the copy in the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>came back: “{note}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being handed over…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Places are being looked for…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) wait for a password.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) ask you for a place.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Add a document first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say who signs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the book a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>their letters: a picture of initials is not handed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents to hand over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF documents (*.pdf *.PDF)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressCard</name>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {all} done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n signed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) you</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Proof</name>
    <message numerus="yes">
        <source>%n proof(s) need you</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n proof(s) owed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Proof of time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only this computer’s clock says when it was signed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs the network for a moment. Offline, you sign now and the proof is added by itself later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timestamp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timestamp and revocation data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timestamp and long-term proof</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long-term proof, renewed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Long-term proof</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not tried yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it back, find it where it lies now, or take it off the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the file; if it is in order, keep its proof up as it is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In order again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not tried again by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looked for again within the hour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tried once the password is typed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tried when the network is back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tried again within a minute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next try: {moment}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>can be had until {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to be renewed before {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its password could not be kept: this computer has no keychain that is open. While the document is open here the proof is added by itself; later the password is asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its password is kept in the keychain until then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its password is not kept: while the document is open here the proof is added by itself; later the password is asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owed, and added by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owed, and added by itself, by {day} at the latest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the password until the proof is there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the proof has to wait: in this computer’s keychain, and removed from it once the proof is added. Otherwise you are asked for it then.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProofLine</name>
    <message>
        <source>Being added…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added, and read back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProofPasswordPage</name>
    <message>
        <source>Password of the document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the proof</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the password of this PDF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is locked, and its proof can only be added with its password.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProofRow</name>
    <message>
        <source>Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Owed, by {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added by itself</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outbox</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Health</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{screen}, {count}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Readers</name>
    <message numerus="yes">
        <source>%n card(s) ready</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) ready</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>This is {a_card}; its driver is not installed. Install {driver}: {where}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is {a_card}; its driver is installed ({drivers}) but does not show it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is {a_card}; no driver (PKCS#11) for it is known. Ask its issuer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is an unknown card, and no driver shows it. Its ATR is {atr}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TPM ready  {holder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token ready  {holder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card unlocked  {holder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key file unlocked  {holder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to lock it now (Ctrl+Shift+L).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card ready  {holder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key file ready  {holder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TPM unlocked  {holder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token unlocked  {holder}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card without its driver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Driver in trouble</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No key can sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card cannot sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Card driver in trouble</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReadingPane</name>
    <message>
        <source>Decline…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign with my card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matter {matter}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being opened…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadingView</name>
    <message>
        <source>Pages of the request</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReasonPage</name>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why? The others read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write why; it is sent with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n letter(s) too many.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RemoteWork</name>
    <message>
        <source>Sign as somebody &amp;else, in a browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Send now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Accounts…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep your own signed copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>signed.pdf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the list of what waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outbox.csv</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RemoveAccountPage</name>
    <message>
        <source>Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its sign-in is forgotten here and at the service. Requests and what was filed stay where they are; nothing new of them arrives here any more.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RequestList</name>
    <message>
        <source>Nothing fits here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RequestModel</name>
    <message>
        <source>Being read</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Requests</name>
    <message numerus="yes">
        <source>Waiting for %n people</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your approval</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your signature with the card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>due {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dddd d MMMM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dddd d MMMM yyyy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMMM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for me</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft, needs fields</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft, needs people</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft, needs a document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>simple</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>qualified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {all} signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reminder sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Under way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New version to sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canceled, to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declined, to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed, to be delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waits to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declined, with a reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expired on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completed, filed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completed, not filed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completed, being filed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due today</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Due tomorrow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completed, filed in {place}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Declined by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You declined: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed by you on {day}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed by you, kept on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Others come before you</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As of {moment}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultPanel</name>
    <message>
        <source>Signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it in the system’s own PDF program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next document…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHERE IT IS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT NEXT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealed with the key file: advanced, without a device, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed with the key file: advanced, without a device, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealed with the TPM, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealed with the token, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed with the card, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed with the TPM, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed with the token, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealed with the card, {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No. {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate on the file is the one you confirmed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written and read back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new file; the original is unchanged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entered in the audit log</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message>
        <source>Documents of the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All books</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each copy was held against your document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>returned by {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mark {mark}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Hand over %n again…</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>As the files are now, at the places of before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no signed copy to open.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReturnPage</name>
    <message>
        <source>Return to {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep it for now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing more is decided or signed in it afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>agreed to, and not signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not decided</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Documents of the book</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All books</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mark {mark}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being opened…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {all} decided</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n agreed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n set aside</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n signed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewSide</name>
    <message>
        <source>Agree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set aside…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return the book…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Check and sign %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Check and sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Agree to a document first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a certificate first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} writes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You set it aside before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You sign here: {where}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every page was shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not shown yet: page {pages}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It opens with a password, which is not in the book. Ask {name} for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This PDF is locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type its password…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AS WHOM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why it is set aside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why? The note goes back with it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Enter sets it aside, Esc does not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>agree, and go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set aside with a note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another document</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RowModel</name>
    <message>
        <source>LINE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHO SIGNS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>REQUEST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STATE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept; it leaves by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the signatory</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RuleCard</name>
    <message>
        <source>Where the documents are signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the best words on the last pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the field named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower right on the last page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a visible box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As in “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{looked} of {all} looked through</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) ready</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ask(s) you</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Signature de l’avocat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text to sign at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunFace</name>
    <message numerus="yes">
        <source>Sign %n document(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Folder “{name}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) are signed and safe.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The rest goes on where it stopped; the PIN is asked for again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing was interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunPage</name>
    <message>
        <source>Stop after this document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the card in its reader. What is signed is safe, whatever happens.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {all} done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunSide</name>
    <message>
        <source>NOW</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature that was made last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close for now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was asked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was unlocked already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The PIN was asked once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The password was asked once</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The PIN was asked %n times</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The password was asked %n times</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Your card stays open for the whole batch. Paraph forgot the PIN as soon as the card had it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of it is kept once the batch is over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No visible box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signatures stand in the files alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By their words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By the text “{text}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n placed by hand.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Place found in %n document(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No timestamp</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None was asked for; it can be added later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timestamp and long-term proof</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Added while the batch runs; %n still owed, paid by themselves.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Added by themselves as soon as a network is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed copies go to one folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed copies go beside the originals</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>In %n folder(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>You may leave this page: signing goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was agreed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sent</name>
    <message>
        <source>This waits in the outbox already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In its state now this is not possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is not possible now.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SentPage</name>
    <message>
        <source>From a list (CSV)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New request…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>REQUEST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SIGNED</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>STATE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DUE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you asked others to sign</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SentPanel</name>
    <message>
        <source>Remind now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign it…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the request…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the date…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed on paper…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>matter {matter}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT HAPPENED</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SentRoom</name>
    <message>
        <source>Requests that were sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in again: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is asked is kept here, and leaves after that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign in…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you ask others to sign appears here, with how far it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New request…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an account…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reminder is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It leaves by itself as soon as the network is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody can sign it afterwards. Those who were asked are told why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request is canceled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The new date is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed on paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who signed a paper? Its scan is kept with the request and filed with it. It is never shown as an electronic signature.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the scan…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scans (*.pdf *.png *.jpg *.jpeg *.tif *.tiff)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scan of what was signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scan is kept with the request.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SentStep</name>
    <message>
        <source>New request…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in Sent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Name of the signed copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name the request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fee agreement</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{{name}} stands for the original’s name. A signed copy would be called {example}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sections of the settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cards</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CARD DRIVERS ADDED BY HAND</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>KEY FILES</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timestamps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>TIMESTAMP SERVERS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signature books</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>HANDED TO AND FRO</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filled in for you each time; you can change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>THE SIGNED COPY</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHAT YOUR SIGNATURE CARRIES</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proof of time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Usual reason and place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>YOUR PIN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long it is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A locked screen shows notifications, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>AT SIGNATURE SERVICES</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NOTIFICATIONS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When a request is signed or filed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long a PIN or password is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The paper stays white in all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>COLOURS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as you change it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the usual values</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignFlow</name>
    <message>
        <source>Checking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the signed copy goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>in the field {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no visible box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for this reason: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>signed copy: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key file signs. The copy is then read back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TPM signs. The copy is then read back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The token signs. The copy is then read back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card signs; leave it in the reader. The copy is then read back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document and your key are looked at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature is being made. The window closes by itself afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignIns</name>
    <message>
        <source>Password of the filing place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New secret</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignPanel</name>
    <message>
        <source>Sign this document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign without a visible box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check and sign…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A certificate that can sign is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading how your signature looks…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the box on a page first (Ctrl+G), or sign without one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your original stays as it is; a signed copy is made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the field {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was prepared in the document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nowhere on the pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The signature is in the file, without a box.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No box yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw it on a page, or press Ctrl+G.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SIGNING AS</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>WHERE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>REASON AND PLACE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PROOF OF TIME</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the panel (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+Arrows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>resize</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check and sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check and sign (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SigningRoom</name>
    <message>
        <source>SANDBOX no legal value · demo PIN {pin}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the cards…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StampPreview</name>
    <message>
        <source>The visible signature as it will look</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartTroublePage</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only look at documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close Paraph</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be signed now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paraph cannot start</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StepsRow</name>
    <message>
        <source>Steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, you are here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, not done yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message>
        <source>Prepared on this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left this computer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invitations went out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everybody has signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its time is over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ended in a state of the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} opened it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was reminded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} signed with a card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} signed on paper</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} declined</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The scan is kept; it is no electronic signature.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not filed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is tried again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed PDF and its proof, once everybody has signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leaves by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document waits to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request waits to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The invitations wait to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A reminder waits to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cancellation waits to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your signature waits to be delivered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your refusal waits to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another person waits to be named</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A change waits to be sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The deletion waits to be sent</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TemplatePart</name>
    <message>
        <source>Template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, to keep this way of signing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of a new template</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TemplatePicker</name>
    <message>
        <source>Search the templates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search by name or role</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking which templates are here…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Templates are kept by a service, and no account is set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add an account…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n more: search for it.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No template has this in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SANDBOX</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another template…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service does not have this template any more. Choose another one, or a document; who signs stays as it was typed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n template(s), as of {when}.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The service had no template at {when}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This account may not read templates: sign in again to allow it, or ask for a key that may.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service gave no newer list; it is asked again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not read yet: they come by themselves when the service is reached.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ThumbnailModel</name>
    <message>
        <source>Page {number}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Thumbnails</name>
    <message>
        <source>Small pages</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimeServerRows</name>
    <message>
        <source>Address of a timestamp server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is no address of a server: it begins with https:// or http://</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your administrator decided this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first that answers is used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None is set: no timestamp can be had.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {path}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TroublePage</name>
    <message>
        <source>Try again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not signed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signed, and kept elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Unlocking</name>
    <message numerus="yes">
        <source>Try it on the other %n locked document(s) too</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>It is kept in memory until this batch is over, and stored nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VerdictBar</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewActions</name>
    <message>
        <source>Undo:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Delete the box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place a &amp;signature box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>D&amp;raw a signature box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go to page…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small pa&amp;ges</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sign at a &amp;text…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Initials on the pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in &amp;folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;pair a copy…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find pre&amp;vious</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Side panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit &amp;page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit &amp;width</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Ways</name>
    <message>
        <source>Prepare everything now; the request leaves by itself when the network is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are offline.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is being kept…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document is being opened…</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) must be settled first.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The template is gone. Choose another one, or a document.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a document or a template first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that can be sent is on its way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No row can be sent yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Requests from a list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New signature request</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saved on this computer as you go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>saving…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check and send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Send %n request(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WhoPage</name>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Wizard</name>
    <message numerus="yes">
        <source>%n signature(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n initials</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n date(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Initials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date of signature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receives a copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simple, with a card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced, with a card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qualified, with a card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simple, by e-mail</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced, by e-mail code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qualified, at the service</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Simple</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qualified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Approves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Person {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signs after {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signs at the same time as others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signs first, here on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Signs first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No field yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no document yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service does not have the template any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The request has no name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name is longer than the service takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is asked to sign.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everybody has an e-mail address: nobody is left for the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More people than the service takes: 50 at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no e-mail address.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The e-mail address of {name} is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has the e-mail address of somebody else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} needs a first and a last name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of {name} is longer than the service takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The turn of {name} is no number from 1 to 1000.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has no place to sign yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has more fields than the service takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no account to send it with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last day is no day, as 2026-12-05 is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last day has passed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matter or client is longer than the service takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reminders come every 1 to 365 days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same as a row above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The row has more cells than there are columns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent before: it is not sent again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WizardEntry</name>
    <message>
        <source>&amp;New request…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a &amp;list (CSV)…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask &amp;others to sign…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WizardPage</name>
    <message>
        <source>Document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who signs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where they sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check and send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close; the draft is kept (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WizardRoom</name>
    <message>
        <source>“{name}” is on its way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept here, and leaves by itself when the network is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is kept here, and leaves by itself. You may close Paraph at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) are on their way</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The request</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WizardTrouble</name>
    <message>
        <source>This PDF opens only with a password; the service takes none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was sent; your file stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a copy without a password.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Nothing</name>
    <message>
        <source>Nothing waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you send, sign, remind or cancel stands here until the service has it. It leaves by itself; without a network it waits, in order.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>self.prepare</name>
    <message>
        <source>Documents to hand over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF documents (*.pdf *.PDF)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
